import type { Clock } from '../../drivers/clock.ts'
import { FailureLimit } from '../bitrix24/failure-limit.ts'

/** Wrong passwords that cost nothing. */
const freeFailures = 5
const firstLockMs = 60_000
const longestLockMs = 15 * 60_000
/** Sources remembered: whoever has more of them to try from makes us forget the oldest. */
const mostSources = 1000
/** Wrong passwords that all strangers together may try at once, and how long until one more. */
const strangersBurst = 30
const strangersEveryMs = 10_000
const mostKnown = 100

/**
 * Who sends passwords. Each is counted by itself: on the shop's machine all of them come from one address, and a Prometheus with an
 * old password must lock out neither the page nor the command line.
 */
export type Door = 'page' | 'program' | 'metrics'

/** What came of a try; `locked`: nothing was compared, and nothing will be for so long. */
export type Attempt = { readonly kind: 'right' | 'wrong' } | { readonly kind: 'locked'; readonly waitMs: number }

interface Failures {
  readonly count: number
  /** Monotonic instant until which nothing is tried. */
  readonly lockedUntil: number
}

/** Whoever sits at this machine comes from one of these; the rest of 127.0.0.0/8 is only for those who try many. */
const thisMachine: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const strangers = 'strangers'

/**
 * Slows down whoever tries passwords: after five wrong ones a source waits a minute, then twice as long each time. All addresses
 * together have a limit too, since some have addresses without number; it is for strangers alone, so that nobody can keep out who sits
 * at this machine, or where the right password came from before. Passwords are compared one at a time, each after the outcome of those
 * before it is counted: guesses sent at once gain nothing, and take one core.
 */
export class LockOut {
  readonly #clock: Clock
  readonly #failures = new Map<string, Failures>()
  readonly #strangers: FailureLimit
  /** Addresses that sent the right password, the latest last. */
  readonly #known = new Set<string>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
    this.#strangers = new FailureLimit({ clock, burst: strangersBurst, everyMs: strangersEveryMs })
  }

  /** Compares one password when its turn comes, if that source may still try then. */
  attempt(door: Door, address: string, matches: () => Promise<boolean>): Promise<Attempt> {
    const mine = this.#turn.then(() => this.#compare(`${door} ${address}`, address, matches))
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #compare(source: string, address: string, matches: () => Promise<boolean>): Promise<Attempt> {
    const waitMs = (this.#failures.get(source)?.lockedUntil ?? 0) - this.#clock.monotonic()
    if (waitMs > 0) return { kind: 'locked', waitMs }
    const isStranger = !thisMachine.has(address) && !this.#known.has(address)
    if (isStranger && !this.#strangers.allows(strangers)) return { kind: 'locked', waitMs: strangersEveryMs }
    if (await matches()) {
      this.#failures.delete(source)
      this.#know(address)
      return { kind: 'right' }
    }
    if (isStranger) this.#strangers.count(strangers)
    this.#failed(source)
    return { kind: 'wrong' }
  }

  #know(address: string): void {
    this.#known.delete(address)
    this.#known.add(address)
    const [oldest] = this.#known
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest)
  }

  #failed(source: string): void {
    const count = (this.#failures.get(source)?.count ?? 0) + 1
    const over = count - freeFailures
    const lockMs = over < 0 ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** over)
    this.#failures.delete(source)
    const [oldest] = this.#failures.keys()
    if (this.#failures.size >= mostSources && oldest !== undefined) this.#failures.delete(oldest)
    this.#failures.set(source, { count, lockedUntil: this.#clock.monotonic() + lockMs })
  }
}
