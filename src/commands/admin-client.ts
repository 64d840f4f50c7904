import { OperatorError } from '../operator-error.ts'

/** GET of the admin API as text. Throws OperatorError when no bridge answers there or it refuses. */
export async function fetchText(address: string, path: string, signal: AbortSignal): Promise<string> {
  const url = new URL(path, address).href
  let response: Response
  try {
    response = await fetch(url, { signal })
  } catch (cause) {
    throw new OperatorError(
      `Мост не отвечает по адресу ${address}. Запустите его (fiscal-bridge start) или укажите адрес: --admin URL`,
      { cause },
    )
  }
  const text = await response.text()
  if (!response.ok) throw new OperatorError(`Мост ответил отказом ${response.status} на ${url}: ${text.slice(0, 300)}`)
  return text
}

/** GET of the admin API as JSON. Throws as `fetchText` does. */
export async function fetchJson(address: string, path: string, signal: AbortSignal): Promise<unknown> {
  const text = await fetchText(address, path, signal)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new OperatorError(`По адресу ${address} отвечает не мост. Проверьте адрес: --admin URL`, { cause })
  }
}
