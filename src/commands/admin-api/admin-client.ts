import { certificateFailureText, failureCode, networkFailureText } from '../../base/network-failure.ts'
import { OperatorError, type OperatorErrorDetails } from '../../base/operator-error.ts'
import { type AdminRequest, sendAdmin } from './admin-request.ts'

/** The reason that the bridge gives in Russian for a refusal, when it gives one. */
function reasonOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown }
    return typeof error === 'string' ? error : undefined
  } catch {
    return undefined
  }
}

/** Where the admin API is, and what it takes to be let in and to trust it. */
export interface AdminAddress {
  /** `http://127.0.0.1:8081` */
  readonly url: string
  readonly password?: string
  /** PEM of the certificate that the bridge on this machine shows, by its settings. */
  readonly certificate?: string
}

/** `silent`: nothing listens there · `unreachable`: something may, but no answer came · `refused`: a bridge answered, with a refusal. */
export type AdminFailureKind = 'silent' | 'unreachable' | 'refused'

/** The admin API gave nothing; `message` is for the person who asked, in Russian. */
export class AdminFailure extends OperatorError {
  override readonly name = 'AdminFailure'
  readonly kind: AdminFailureKind

  constructor(kind: AdminFailureKind, message: string, details: OperatorErrorDetails = {}) {
    super(message, details)
    this.kind = kind
  }
}

/** Addresses may carry a password, which no message shows. */
const shown = ({ url }: AdminAddress): string => new URL(url).origin

function unanswered(address: AdminAddress, cause: unknown): AdminFailure {
  const where = shown(address)
  const code = failureCode(cause)
  if (code === 'ECONNREFUSED') {
    const text = `Мост не отвечает по адресу ${where}. Запустите его (fiscal-bridge start) или укажите адрес: --admin URL`
    return new AdminFailure('silent', text, { cause })
  }
  const doubt =
    code === 'ADMIN_CERTIFICATE_DIFFERS' ? 'это не тот сертификат, что в admin.tls.cert' : certificateFailureText(cause)
  const text =
    doubt === undefined
      ? `Мост по адресу ${where} недоступен: ${networkFailureText(cause)}. Проверьте адрес: --admin URL`
      : `Сертификату по адресу ${where} верить нельзя: ${doubt}. Мостом на этом компьютере управляют с его настройками: --config FILE`
  return new AdminFailure('unreachable', text, { cause })
}

function refusal(status: number, text: string, url: string): AdminFailure {
  const reason = reasonOf(text) ?? `Мост ответил отказом ${status} на ${url}: ${text.slice(0, 300)}`
  const advice = status === 401 ? ' Команды берут его из переменной FISCAL_BRIDGE_ADMIN_PASSWORD.' : ''
  return new AdminFailure('refused', `${reason}${advice}`)
}

type Asked = Pick<AdminRequest, 'method' | 'signal'> & Partial<Pick<AdminRequest, 'body' | 'headers'>>

async function ask(address: AdminAddress, path: string, asked: Asked): Promise<string> {
  const url = new URL(path, shown(address))
  const { password, certificate } = address
  const headers = { ...(password !== undefined && { authorization: `Bearer ${password}` }), ...asked.headers }
  const answer = await sendAdmin({ ...asked, url, headers, ...(certificate !== undefined && { certificate }) }).catch(
    (cause: unknown) => {
      throw unanswered(address, cause)
    },
  )
  if (answer.status >= 200 && answer.status < 300) return answer.text
  throw refusal(answer.status, answer.text, url.href)
}

/** GET of the admin API as text. Throws OperatorError when no bridge answers there or it refuses. */
export const fetchText = (address: AdminAddress, path: string, signal: AbortSignal): Promise<string> =>
  ask(address, path, { method: 'GET', signal })

/** The public listener answers everything, and with 200: as what Bitrix24 can read. */
const isForBitrix = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ERRORS' in answer && 'STATUS' in answer

function parse(address: AdminAddress, text: string): unknown {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch (cause) {
    throw new OperatorError(`По адресу ${shown(address)} отвечает не мост. Проверьте адрес: --admin URL`, {
      cause,
    })
  }
  if (!isForBitrix(answer)) return answer
  throw new OperatorError(
    `Адрес ${shown(address)} — для Битрикс24, а нужен адрес для оператора (admin в настройках): --admin URL`,
  )
}

/** GET of the admin API as JSON. Throws as `fetchText` does. */
export const fetchJson = async (address: AdminAddress, path: string, signal: AbortSignal): Promise<unknown> =>
  parse(address, await fetchText(address, path, signal))

/** POST of an action. `X-Fiscal-Bridge` says that no foreign web page sent it. Throws as `fetchText` does. */
export async function postJson(
  address: AdminAddress,
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-fiscal-bridge': '1' }
  return parse(address, await ask(address, path, { method: 'POST', headers, body: JSON.stringify(body), signal }))
}
