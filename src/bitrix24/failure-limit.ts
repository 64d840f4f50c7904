import type { Clock } from '../../drivers/clock.ts'

export interface FailureLimitOptions {
  readonly clock: Clock
  /** Failures that one source may make at once. */
  readonly burst?: number
  /** How long until one more is allowed, ms. */
  readonly everyMs?: number
  /** How many sources are remembered; the longest silent one is forgotten first. */
  readonly sources?: number
}

interface Bucket {
  left: number
  /** Monotonic ms. */
  at: number
}

/**
 * Counts failed secrets and logins by source, as a bucket that refills slowly. Only failures are limited: behind a tunnel
 * every request has one address, and whoever guesses there must not lock the shop out.
 */
export class FailureLimit {
  readonly #clock: Clock
  readonly #burst: number
  readonly #everyMs: number
  readonly #capacity: number
  readonly #buckets = new Map<string, Bucket>()

  constructor({ clock, burst = 10, everyMs = 6_000, sources = 1_000 }: FailureLimitOptions) {
    this.#clock = clock
    this.#burst = burst
    this.#everyMs = everyMs
    this.#capacity = sources
  }

  /** Whether the source may fail once more, or try what is dear to check. */
  allows(source: string): boolean {
    const bucket = this.#buckets.get(source)
    return bucket === undefined || this.#leftIn(bucket) >= 1
  }

  /** Counts a failure; false when there had been too many already. */
  count(source: string): boolean {
    const known = this.#buckets.get(source)
    const bucket: Bucket = {
      left: known === undefined ? this.#burst : this.#leftIn(known),
      at: this.#clock.monotonic(),
    }
    const allowed = bucket.left >= 1
    if (allowed) bucket.left -= 1
    this.#buckets.delete(source)
    this.#buckets.set(source, bucket)
    if (this.#buckets.size > this.#capacity) {
      const [oldest] = this.#buckets.keys()
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    return allowed
  }

  #leftIn({ left, at }: Bucket): number {
    return Math.min(this.#burst, left + (this.#clock.monotonic() - at) / this.#everyMs)
  }
}
