import type { Clock } from '../../clock.ts'

/** Something may have changed: wakes everybody who waits, each of whom looks for himself. */
export class ChangeSignal {
  readonly #clock: Clock
  #wakers = new Set<() => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  notify(): void {
    const wakers = this.#wakers
    this.#wakers = new Set()
    for (const wake of wakers) wake()
  }

  /** Resolves at the next `notify` or after `ms`, whichever is first. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel()
        this.#wakers.delete(wake)
        resolve()
      }
      const cancel = this.#clock.after(Math.max(0, ms), wake)
      this.#wakers.add(wake)
    })
  }
}
