import { stringify } from 'qs'

/** What CHECK tells of a registered receipt (the contract's field names). */
export interface DoneAnswer {
  readonly STATUS: 'DONE'
  readonly REG_NUMBER_KKT: string
  readonly FISCAL_DOC_ATTR: string
  readonly FISCAL_DOC_NUMBER: number
  readonly FISCAL_RECEIPT_NUMBER: number
  readonly FN_NUMBER: string
  readonly SHIFT_NUMBER: number
  /** Unix seconds. */
  readonly PRINT_END_TIME: number
}

export type CheckAnswer =
  | DoneAnswer
  | { readonly STATUS: 'WAIT' }
  | { readonly STATUS: 'ERROR'; readonly ERROR: string }
export type PrintAnswer = { readonly UUID: string } | { readonly ERRORS: readonly string[] }

async function post(url: string, fields: object, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    // The same bytes as PHP's http_build_query: brackets escaped, a space is a plus.
    body: stringify(fields, { format: 'RFC1738' }),
    signal,
  })
  return response.json()
}

/** Bitrix24's side of the two calls. `address` is the bridge's, `http://127.0.0.1:8080`. */
export const bitrixClient = (address: string, secret: string, signal: AbortSignal) => ({
  print: (receipt: object) => post(`${address}/bitrix24/${secret}/print`, receipt, signal) as Promise<PrintAnswer>,
  check: (uuid: string) => post(`${address}/bitrix24/${secret}/check`, { uuid }, signal) as Promise<CheckAnswer>,
})
