import { type Clock, sleep } from '../../drivers/clock.ts'
import type { Http, HttpAnswer } from '../../drivers/http.ts'
import { buildForm, type PhpMap } from '../src/bitrix24/php-form.ts'
import { afterCheck, afterPrint, type HttpOutcome, type PortalCheck } from './check-life.ts'
import { methodsOf, nextOf } from './rest-methods.ts'
import { type Method, type PortalTables, RestRefusal, type Row, upperCased } from './rest-tables.ts'
import { type VariantName, variants } from './variants.ts'

/** How the portal reaches the bridge. Undefined: no connection, no answer in time. */
export type Wire = (path: 'print' | 'check', form: string) => Promise<HttpOutcome>

export interface PortalOptions {
  readonly clock: Clock
  readonly wire?: Wire
  /** Token of the webhook. */
  readonly token?: string
  /** Which portal it is; the newest unless said otherwise. */
  readonly variant?: VariantName
}

export const portalHost = 'https://shop.example.ru'
const agentEveryMs = 120_000
const agentLimit = 5
/** The portal's leaky bucket: this many calls at once, then so many a second. */
const burst = 50
const callsPerSecond = 2

/** A Bitrix24 portal: answers REST as its documentation or a source says, sends checks to PRINT, and asks CHECK as its agent does. */
export class Portal {
  readonly #clock: Clock
  readonly #wire: Wire
  readonly #token: string
  readonly #methods: Readonly<Record<string, Method>>
  readonly tables: PortalTables
  /** Every call that arrived, by method; `refused` counts those over the limit. */
  readonly calls: string[] = []
  refused = 0
  /** REST does not answer at all. */
  down = false
  /** How long REST takes, ms. */
  slowMs = 0
  /** Answers every call with this instead. */
  broken: HttpAnswer | undefined
  #level = 0
  #levelAt = 0
  #stopAgent = (): void => undefined

  constructor({ clock, wire, token = 'a1b2c3d4e5f6g7h8', variant: name = '22.800' }: PortalOptions) {
    const variant = variants[name]
    this.#methods = methodsOf(variant)
    this.tables = { variant, handlers: new Map(), cashboxes: new Map(), vats: [], checks: new Map(), nextId: 1 }
    this.#clock = clock
    this.#wire = wire ?? (() => Promise.resolve(undefined))
    this.#token = token
  }

  get webhook(): string {
    return `${portalHost}/rest/1/${this.#token}/`
  }

  get checks(): PortalCheck[] {
    return [...this.tables.checks.values()]
  }

  /** REST, for worlds without sockets. */
  readonly http: Http = async ({ url, json = '', signal }) => {
    if (this.down) throw Object.assign(new Error(`connect ECONNREFUSED ${url}`), { code: 'ECONNREFUSED' })
    if (this.slowMs > 0) await sleep(this.#clock, this.slowMs, signal)
    signal.throwIfAborted()
    return this.answer(new URL(url).pathname, json)
  }

  /** The answer to a REST call. */
  answer(path: string, json: string): HttpAnswer {
    const answered = (status: number, body: object): HttpAnswer => ({ status, text: JSON.stringify(body) })
    if (this.broken !== undefined) return this.broken
    const [, rest, user, token, method = ''] = path.split('/')
    if (rest !== 'rest' || user !== '1' || token !== this.#token) {
      return answered(401, { error: 'INVALID_CREDENTIALS', error_description: 'Invalid request credentials' })
    }
    this.calls.push(method)
    if (!this.#admits()) {
      this.refused += 1
      return answered(503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' })
    }
    const run = Object.hasOwn(this.#methods, method) ? this.#methods[method] : undefined
    if (run === undefined)
      return answered(404, { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' })
    try {
      const parameters = upperCased(JSON.parse(json)) as Row
      const next = nextOf(method, this.tables, parameters)
      const result = run(this.tables, parameters)
      return answered(200, { result, ...(next !== undefined && { next }), time: { start: 0, finish: 0 } })
    } catch (error) {
      if (!(error instanceof RestRefusal)) throw error
      return answered(error.status, { error: error.code, error_description: error.message })
    }
  }

  #admits(): boolean {
    const now = this.#clock.monotonic()
    this.#level = Math.max(0, this.#level - ((now - this.#levelAt) / 1_000) * callsPerSecond)
    this.#levelAt = now
    if (this.#level + 1 > burst) return false
    this.#level += 1
    return true
  }

  /** Sends a check to PRINT for the first time, or again. */
  async print(uuid: string, form: string | PhpMap): Promise<PortalCheck> {
    const known = this.tables.checks.get(uuid)
    const check = known ?? { uuid, status: 'new', externalUuid: undefined, attributes: {}, errors: [], refusals: 0 }
    this.tables.checks.set(uuid, check)
    afterPrint(check, await this.#wire('print', typeof form === 'string' ? form : buildForm(form)))
    return check
  }

  /** One round of the agent: at most five checks in progress, one after the other. */
  async poll(): Promise<void> {
    const waiting = this.checks.filter(
      ({ status, externalUuid }) => status === 'progress' && externalUuid !== undefined,
    )
    for (const check of waiting.slice(0, agentLimit)) {
      afterCheck(check, await this.#wire('check', buildForm({ uuid: check.externalUuid })))
    }
  }

  /** Polls for ever, until `stopAgent`. */
  startAgent(): void {
    this.#stopAgent = this.#clock.after(agentEveryMs, () => {
      void this.poll().then(() => this.startAgent())
    })
  }

  stopAgent(): void {
    this.#stopAgent()
  }
}
