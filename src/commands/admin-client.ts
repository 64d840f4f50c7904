import { OperatorError } from '../operator-error.ts'

/** The reason that the bridge gives in Russian for a refusal, when it gives one. */
function reasonOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown }
    return typeof error === 'string' ? error : undefined
  } catch {
    return undefined
  }
}

/** The address without the password that it may carry, and that password as a header. */
function opened(address: string): { readonly shown: string; readonly headers: Readonly<Record<string, string>> } {
  const url = new URL(address)
  const password = decodeURIComponent(url.password)
  url.username = ''
  url.password = ''
  const headers: Record<string, string> = password === '' ? {} : { authorization: `Bearer ${password}` }
  return { shown: url.origin, headers }
}

async function ask(address: string, path: string, init: RequestInit): Promise<string> {
  const { shown, headers } = opened(address)
  const url = new URL(path, shown).href
  let response: Response
  try {
    response = await fetch(url, { ...init, headers: { ...headers, ...init.headers } })
  } catch (cause) {
    throw new OperatorError(
      `Мост не отвечает по адресу ${shown}. Запустите его (fiscal-bridge start) или укажите адрес: --admin URL`,
      { cause },
    )
  }
  const text = await response.text()
  if (!response.ok) {
    throw new OperatorError(
      reasonOf(text) ?? `Мост ответил отказом ${response.status} на ${url}: ${text.slice(0, 300)}`,
    )
  }
  return text
}

/** GET of the admin API as text. Throws OperatorError when no bridge answers there or it refuses. */
export const fetchText = (address: string, path: string, signal: AbortSignal): Promise<string> =>
  ask(address, path, { signal })

function parse(address: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new OperatorError(`По адресу ${opened(address).shown} отвечает не мост. Проверьте адрес: --admin URL`, {
      cause,
    })
  }
}

/** GET of the admin API as JSON. Throws as `fetchText` does. */
export const fetchJson = async (address: string, path: string, signal: AbortSignal): Promise<unknown> =>
  parse(address, await fetchText(address, path, signal))

/** POST of an action. `X-Fiscal-Bridge` says that no foreign web page sent it. Throws as `fetchText` does. */
export async function postJson(address: string, path: string, body: object, signal: AbortSignal): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-fiscal-bridge': '1' }
  return parse(address, await ask(address, path, { method: 'POST', headers, body: JSON.stringify(body), signal }))
}
