import type { Clock } from '../../drivers/clock.ts'

/** A working day: whoever opens the page in the morning is not asked again. */
export const sessionMs = 12 * 3_600_000
const mostSessions = 100
const tokenBytes = 24

/** Who has logged in, by token. Kept in memory only: a restart asks for the password again. */
export class Sessions {
  readonly #clock: Clock
  readonly #random: (size: number) => Uint8Array
  /** Token -> monotonic instant at which it ends. */
  readonly #ends = new Map<string, number>()

  constructor(clock: Clock, random: (size: number) => Uint8Array) {
    this.#clock = clock
    this.#random = random
  }

  open(): string {
    const [oldest] = this.#ends.keys()
    if (this.#ends.size >= mostSessions && oldest !== undefined) this.#ends.delete(oldest)
    const token = Buffer.from(this.#random(tokenBytes)).toString('base64url')
    this.#ends.set(token, this.#clock.monotonic() + sessionMs)
    return token
  }

  has(token: string): boolean {
    const end = this.#ends.get(token)
    if (end === undefined) return false
    if (end > this.#clock.monotonic()) return true
    this.#ends.delete(token)
    return false
  }

  close(token: string): void {
    this.#ends.delete(token)
  }
}
