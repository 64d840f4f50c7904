import type { Http } from '../../drivers/http.ts'

/** By the host's own network. A redirect is not followed: the address may hold a secret, and a command must not be sent twice. */
export const systemHttp: Http = async ({ method, url, headers, json, signal }) => {
  const response = await fetch(url, {
    method,
    headers: {
      ...headers,
      accept: 'application/json',
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(json !== undefined && { body: json }),
    redirect: 'manual',
    signal,
  })
  return { status: response.status, text: await response.text() }
}
