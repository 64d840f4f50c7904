import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../drivers/clock.ts'
import type { Http } from '../../drivers/http.ts'
import type { Log } from '../../drivers/log.ts'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import { late, networkFailureText } from '../base/network-failure.ts'

/** What the probe knows of the way in from outside. */
export interface TunnelState {
  /** `unknown` before the first answer or failure. */
  readonly reachable: 'yes' | 'no' | 'unknown'
  /** ISO instant of the last probe that came back. */
  readonly seenAt?: string
  /** Probes in a row that did not. */
  readonly misses: number
  /** Why the last one did not, for people, in Russian. */
  readonly failure?: string
}

export interface ProbeParts {
  /** The tunnel's outer end without the path, `https://kassa.example.ru`. */
  readonly url: string
  /** The secret of the address. */
  readonly secret: string
  /** Random bytes of this process: proves that no other daemon, and no cache, answered. */
  readonly key: Uint8Array
  readonly random: (size: number) => Uint8Array
  readonly http: Http
  readonly clock: Clock
  readonly board: AlarmBoard
  readonly log: Log
}

/** Pause before the first probe: the tunnel may come up with the machine, ms. */
const firstDelayMs = 10_000
const periodMs = 60_000
/** Longer than any legal answer, shorter than the period, ms. */
const timeoutMs = 15_000
/** Misses in a row that raise the alarm. */
const alarmAfter = 3

/** What this process answers to a nonce; hex. */
export const probeAnswer = (key: Uint8Array, nonce: string): string =>
  createHmac('sha256', key).update(`tunnel probe ${nonce}`).digest('hex')

function isRight(answer: string, expected: string): boolean {
  const [one, other] = [Buffer.from(answer), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function probeField(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const answer = typeof value === 'object' && value !== null && 'PROBE' in value ? value.PROBE : undefined
    return typeof answer === 'string' ? answer : undefined
  } catch {
    return undefined
  }
}

/**
 * Calls this very process by its public address once a minute. That a tunnel's program runs, or says "connected", proves
 * nothing; only a request that went all the way does.
 */
export class TunnelProbe {
  readonly #parts: ProbeParts
  readonly #subject: string
  #state: TunnelState = { reachable: 'unknown', misses: 0 }
  #cancel: () => void = () => undefined
  #open: AbortController | undefined
  #stopped = false

  constructor(parts: ProbeParts) {
    this.#parts = parts
    this.#subject = new URL(parts.url).host
  }

  get state(): TunnelState {
    return this.#state
  }

  start(): void {
    this.#again(firstDelayMs)
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
    this.#open?.abort()
  }

  #again(delayMs: number): void {
    if (this.#stopped) return
    this.#cancel = this.#parts.clock.after(delayMs, () => {
      void this.probe().then(() => this.#again(periodMs))
    })
  }

  /** One probe now. Never rejects. */
  async probe(): Promise<void> {
    const failure = await this.#call()
    if (this.#stopped) return
    if (failure === undefined) this.#reached()
    else this.#missed(failure)
  }

  /** Resolves with why the probe did not come back; undefined when it did. */
  async #call(): Promise<string | undefined> {
    const { url, secret, key, random, http, clock } = this.#parts
    const nonce = Buffer.from(random(16)).toString('hex')
    const open = new AbortController()
    this.#open = open
    const cancel = clock.after(timeoutMs, () => open.abort(new Error('no answer in time')))
    try {
      const address = new URL(`/bitrix24/${secret}/probe`, url).href
      const json = JSON.stringify({ nonce })
      const { status, text } = await http({ method: 'POST', url: address, json, signal: open.signal })
      const answer = probeField(text)
      if (status !== 200) return `ответил не мост, а кто-то перед ним: HTTP ${status}`
      if (answer === undefined)
        return 'ответил не мост: сервер перед ним не видит его через туннель, или public.url ведёт не туда'
      return isRight(answer, probeAnswer(key, nonce)) ? undefined : 'ответил другой мост: public.url ведёт не к этому'
    } catch (error) {
      return open.signal.aborted ? late : networkFailureText(error)
    } finally {
      cancel()
      this.#open = undefined
    }
  }

  #reached(): void {
    const { clock, board, log } = this.#parts
    if (this.#state.reachable !== 'yes') log.info({ host: this.#subject }, 'reachable from outside')
    this.#state = { reachable: 'yes', seenAt: new Date(clock.now()).toISOString(), misses: 0 }
    board.clear('tunnel-unreachable', this.#subject)
  }

  #missed(failure: string): void {
    const { board, log } = this.#parts
    const misses = this.#state.misses + 1
    log.warn({ host: this.#subject, misses, failure }, 'a probe from outside did not come back')
    this.#state = { ...this.#state, misses, failure, reachable: misses < alarmAfter ? this.#state.reachable : 'no' }
    if (misses >= alarmAfter) board.raise('tunnel-unreachable', this.#subject, failure)
  }
}
