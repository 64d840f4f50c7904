import type { Clock } from '../../drivers/clock.ts'

/** The pauses of a loop, which news cuts short. What wakes it while it works makes its next pause none. */
export class Waker {
  readonly #clock: Clock
  #isWoken = false
  #endPause: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Somebody called since the loop last came round. */
  get isWoken(): boolean {
    return this.#isWoken
  }

  wake(): void {
    this.#isWoken = true
    this.#endPause?.()
  }

  /** The loop comes round: it looks at everything that it was called for until now. */
  comeRound(): void {
    this.#isWoken = false
  }

  /** Waits `ms`, for ever when that is infinite, unless somebody called or calls. */
  rest(ms: number): Promise<void> {
    if (this.#isWoken) return Promise.resolve()
    return new Promise((resolve) => {
      const finish = (): void => {
        cancel()
        this.#endPause = undefined
        resolve()
      }
      const cancel = Number.isFinite(ms) ? this.#clock.after(ms, finish) : () => undefined
      this.#endPause = finish
    })
  }
}
