/** Requests over HTTP: to a register's own service, to the portal. Given to whoever makes them, so that tests and virtual worlds can be the other end. */

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  /** Beside those that say what the text is. */
  readonly headers?: Readonly<Record<string, string>>
  /** A JSON text to send. */
  readonly json?: string
  /** Ends the waiting: the only time limit there is. */
  readonly signal: AbortSignal
}

/** What an HTTP server answered, its body as text. */
export interface HttpAnswer {
  readonly status: number
  readonly text: string
}

/** Rejects when no whole answer came: the other end may have heard the request all the same. A redirect is an answer, never followed. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>
