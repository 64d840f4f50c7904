/** Why a REST call brought no result. */
export type RestError =
  /** The portal understood and refuses: its own code and text. */
  | { readonly kind: 'portal'; readonly code: string; readonly text: string }
  /** Too many calls, also after waiting. */
  | { readonly kind: 'limit' }
  /** No whole answer: name of the failure as Node gives it (`ECONNREFUSED`). */
  | { readonly kind: 'network'; readonly code: string }
  | { readonly kind: 'timeout' }
  /** An answer that is not the portal's JSON: a proxy, a page of maintenance. */
  | { readonly kind: 'not-json'; readonly status: number }

export type RestResult =
  | { readonly ok: true; readonly result: unknown; readonly next: number | undefined }
  | { readonly ok: false; readonly error: RestError }

/** A portal's text may hold a page. */
const maxShown = 300

/** What to do about a code of the portal, in Russian, where there is something. */
const advice: Readonly<Record<string, string>> = {
  ACCESS_DENIED: 'Вебхук должен создать администратор CRM.',
  INSUFFICIENT_SCOPE: 'Дайте вебхуку права sale, cashbox и catalog.',
  INVALID_CREDENTIALS: 'Проверьте адрес вебхука: возможно, он удалён.',
  NO_AUTH_FOUND: 'Проверьте адрес вебхука: возможно, он удалён.',
  '200040300010': 'Вебхук должен создать администратор портала.',
}

/** In Russian, for whoever runs a command; holds no secret. */
export function restErrorText(error: RestError): string {
  switch (error.kind) {
    case 'portal': {
      const todo = advice[error.code]
      return `Битрикс24 отказал: ${error.text.slice(0, maxShown)} (${error.code}).${todo === undefined ? '' : ` ${todo}`}`
    }
    case 'limit':
      return 'Битрикс24 просит не спешить: превышен предел запросов. Повторите через минуту.'
    case 'network':
      return `Портал недоступен (${error.code}). Проверьте адрес вебхука и интернет.`
    case 'timeout':
      return 'Портал не ответил вовремя. Повторите позже.'
    case 'not-json':
      return `По адресу вебхука ответил не Битрикс24 (состояние ${error.status}). Проверьте адрес.`
  }
}
