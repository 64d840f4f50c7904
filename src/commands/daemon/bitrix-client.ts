import { stringify } from 'qs'
import type { Accepted, Done, Failed, Refused, Waiting } from '../../bitrix24/texts/answers.ts'

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
  print: (receipt: object) =>
    post(`${address}/bitrix24/${secret}/print`, receipt, signal) as Promise<Accepted | Refused>,
  check: (uuid: string) =>
    post(`${address}/bitrix24/${secret}/check`, { uuid }, signal) as Promise<Done | Waiting | Failed>,
})
