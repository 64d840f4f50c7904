import { type Clock, sleep } from '../../../drivers/clock.ts'
import type { Http, HttpAnswer } from '../../../drivers/http.ts'
import { failureCode } from '../../base/network-failure.ts'
import type { Webhook } from '../../config/webhook.ts'
import type { RestError, RestResult } from './rest-error.ts'

export interface RestClientParts {
  readonly webhook: Webhook
  readonly http: Http
  readonly clock: Clock
}

/** Pauses after the portal said that it was too much, ms; then the call fails. */
const limitPausesMs = [1_000, 2_000, 4_000, 8_000, 16_000] as const
/** A portal allows two calls a second. */
const intervalMs = 500
/** How long one call may take, ms. */
const timeoutMs = 30_000

/**
 * The portal's REST by one webhook: one call at a time, in the order of asking, never faster than the portal allows. A
 * call never rejects except with the reason of its signal.
 */
export class RestClient {
  readonly #parts: RestClientParts
  #last: Promise<unknown> = Promise.resolve()
  #earliest = Number.NEGATIVE_INFINITY

  constructor(parts: RestClientParts) {
    this.#parts = parts
  }

  get portal(): string {
    return this.#parts.webhook.portal
  }

  call(method: string, parameters: object, signal: AbortSignal): Promise<RestResult> {
    const mine = this.#last.then(() => this.#patiently(method, JSON.stringify(parameters), signal))
    this.#last = mine.catch(() => undefined)
    return mine
  }

  async #patiently(method: string, json: string, signal: AbortSignal): Promise<RestResult> {
    for (const pauseMs of limitPausesMs) {
      const result = await this.#once(method, json, signal)
      if (result.ok || result.error.kind !== 'limit') return result
      await sleep(this.#parts.clock, pauseMs, signal)
    }
    return this.#once(method, json, signal)
  }

  async #once(method: string, json: string, signal: AbortSignal): Promise<RestResult> {
    const { clock, http, webhook } = this.#parts
    const wait = this.#earliest - clock.monotonic()
    if (wait > 0) await sleep(clock, wait, signal)
    signal.throwIfAborted()
    this.#earliest = clock.monotonic() + intervalMs
    const ending = new AbortController()
    const stop = (): void => ending.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    let late = false
    const cancel = clock.after(timeoutMs, () => {
      late = true
      ending.abort()
    })
    const request = { method: 'POST', url: webhook.urlOf(method), json, signal: ending.signal } as const
    try {
      return this.#read(await http(request))
    } catch (error) {
      signal.throwIfAborted()
      // By the system's name alone: messages of fetch may hold the address.
      const code = failureCode(error) ?? 'no answer'
      return { ok: false, error: late ? { kind: 'timeout' } : { kind: 'network', code } }
    } finally {
      cancel()
      signal.removeEventListener('abort', stop)
    }
  }

  #read({ status, text }: HttpAnswer): RestResult {
    const failed = (error: RestError): RestResult => ({ ok: false, error })
    const answer = parse(text)
    const { error } = answer ?? {}
    if (status === 503 || error === 'QUERY_LIMIT_EXCEEDED') return failed({ kind: 'limit' })
    if (answer === undefined) return failed({ kind: 'not-json', status })
    if (error !== undefined) {
      const { redact } = this.#parts.webhook
      // Codes come in both cases and, from some modules, as numbers or empty.
      const code = String(error).toUpperCase()
      return failed({ kind: 'portal', code, text: redact(String(answer['error_description'] ?? '')) })
    }
    if (!Object.hasOwn(answer, 'result')) return failed({ kind: 'not-json', status })
    const next = answer['next']
    return { ok: true, result: answer['result'], next: typeof next === 'number' ? next : undefined }
  }
}

/** The answer as an object; undefined when it is none. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
