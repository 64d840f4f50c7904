import type { Clock } from '../../drivers/clock.ts'

/** Wrong passwords that cost nothing. */
const freeFailures = 5
const firstLockMs = 60_000
const longestLockMs = 15 * 60_000
/** Sources remembered: whoever has more of them to try from makes us forget the oldest. */
const mostSources = 1000

/** What came of a try; `locked`: nothing was compared, and nothing will be for so long. */
export type Attempt = { readonly kind: 'right' | 'wrong' } | { readonly kind: 'locked'; readonly waitMs: number }

interface Failures {
  readonly count: number
  /** Monotonic instant until which nothing is tried. */
  readonly lockedUntil: number
}

/**
 * Slows down whoever tries passwords: after five wrong ones a source waits a minute, then twice as long each time. Passwords are
 * compared one at a time, each after the outcome of those before it is counted: guesses sent at once gain nothing, and take one core.
 */
export class LockOut {
  readonly #clock: Clock
  readonly #failures = new Map<string, Failures>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Compares one password when its turn comes, if that source may still try then. */
  attempt(source: string, matches: () => Promise<boolean>): Promise<Attempt> {
    const mine = this.#turn.then(() => this.#compare(source, matches))
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #compare(source: string, matches: () => Promise<boolean>): Promise<Attempt> {
    const waitMs = (this.#failures.get(source)?.lockedUntil ?? 0) - this.#clock.monotonic()
    if (waitMs > 0) return { kind: 'locked', waitMs }
    if (await matches()) {
      this.#failures.delete(source)
      return { kind: 'right' }
    }
    this.#failed(source)
    return { kind: 'wrong' }
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
