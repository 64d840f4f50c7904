/** What an HTTP server answered, its body as text. */
export interface HttpAnswer {
  readonly status: number
  readonly text: string
}

/**
 * Sends a JSON text. Rejects when no whole answer came. Part of what the daemon is given, so that tests and virtual worlds
 * can be the portal.
 */
export type HttpPost = (url: string, json: string, signal: AbortSignal) => Promise<HttpAnswer>

/** By the host's own network. A redirect is not followed: the address holds a secret. */
export const systemPost: HttpPost = async (url, json, signal) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: json,
    redirect: 'manual',
    signal,
  })
  return { status: response.status, text: await response.text() }
}
