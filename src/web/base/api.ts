/** Calls of the admin API from the page. */

/** A refusal; `message` is what the bridge says to people. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Told when the bridge wants a password. */
const lockedListeners = new Set<() => void>()
export function onLocked(listener: () => void): () => void {
  lockedListeners.add(listener)
  return () => lockedListeners.delete(listener)
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response
  const body: { error?: string } = await response.json().catch(() => ({}))
  if (response.status === 401) for (const listener of lockedListeners) listener()
  throw new ApiError(response.status, body.error ?? `HTTP ${response.status}`)
}

/** The answer as JSON. Throws ApiError, TypeError when nobody answers. */
export async function getJson<T>(path: string): Promise<T> {
  return (await answered(await fetch(path, { headers: { accept: 'application/json' } }))).json()
}

export async function getText(path: string): Promise<string> {
  return (await answered(await fetch(path))).text()
}

/** An action: the header tells the bridge that its own page asks. */
export async function postJson<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json', 'x-fiscal-bridge': '1' }
  return (await answered(await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }))).json()
}
