/** Why a call over the network brought no answer, in Russian: by the system's code, wherever in the causes it stands. */

/** The system's name of a failure: messages of a call may hold an address with a secret. */
export function failureCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException
    if (typeof code === 'string') return code
  }
  return undefined
}

/** The other end took longer than we wait. */
export const late = 'ответ не пришёл вовремя'
const untrusted = 'сертификат выдан не тем, кому здесь верят'

const certificateTexts: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'срок сертификата истёк',
  CERT_NOT_YET_VALID: 'срок сертификата ещё не начался, проверьте часы',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'сертификат самоподписанный',
  ERR_TLS_CERT_ALTNAME_INVALID: 'сертификат выдан на другое имя',
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
}

const networkTexts: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'служба имён (DNS) не отвечает',
  ECONNREFUSED: 'в соединении отказано, там никто не слушает',
  ECONNRESET: 'соединение оборвано',
  EHOSTUNREACH: 'узел недоступен',
  ENETUNREACH: 'сеть недоступна',
  ENOTFOUND: 'такого имени нет в DNS',
  EPIPE: 'соединение оборвано',
  ETIMEDOUT: late,
  UND_ERR_BODY_TIMEOUT: late,
  UND_ERR_CONNECT_TIMEOUT: late,
  UND_ERR_HEADERS_TIMEOUT: late,
  UND_ERR_SOCKET: 'соединение оборвано',
}

/** What is wrong with the certificate of the other end; undefined when that is not the reason. */
export function certificateFailureText(error: unknown): string | undefined {
  const code = failureCode(error)
  const text = certificateTexts[code ?? '']
  return text === undefined ? undefined : `${text} (${code})`
}

export function networkFailureText(error: unknown): string {
  const code = failureCode(error)
  if (code === undefined) return 'соединение не удалось'
  const text = certificateTexts[code] ?? networkTexts[code]
  return text === undefined ? `соединение не удалось (${code})` : `${text} (${code})`
}
