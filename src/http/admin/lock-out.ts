import type { Clock } from '../../../drivers/clock.ts'

/** Wrong passwords that cost nothing. */
const freeFailures = 5
const firstLockMs = 60_000
const longestLockMs = 15 * 60_000
/** Addresses remembered: whoever has more of them to try from forgets the oldest. */
const mostAddresses = 1000

interface Failures {
  readonly count: number
  /** Monotonic instant until which nothing is tried. */
  readonly lockedUntil: number
}

/** Slows down whoever tries passwords: after five wrong ones an address waits a minute, then twice as long each time. */
export class LockOut {
  readonly #clock: Clock
  readonly #failures = new Map<string, Failures>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How long that address must wait before it may try again, ms; 0 when it may try. */
  waitMs(address: string): number {
    return Math.max(0, (this.#failures.get(address)?.lockedUntil ?? 0) - this.#clock.monotonic())
  }

  failed(address: string): void {
    const count = (this.#failures.get(address)?.count ?? 0) + 1
    const over = count - freeFailures
    const lockMs = over < 0 ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** over)
    this.#failures.delete(address)
    const [oldest] = this.#failures.keys()
    if (this.#failures.size >= mostAddresses && oldest !== undefined) this.#failures.delete(oldest)
    this.#failures.set(address, { count, lockedUntil: this.#clock.monotonic() + lockMs })
  }

  succeeded(address: string): void {
    this.#failures.delete(address)
  }
}
