/** Work that waits for its turn at a register, in the order of asking. */
export class Guests {
  readonly #waiting: (() => Promise<void>)[] = []

  get isWaiting(): boolean {
    return this.#waiting.length > 0
  }

  /** Resolves or rejects with the work, once it was let in. */
  add<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => work().then(resolve, reject))
    })
  }

  /** Lets the next one in. Resolves when it is done, or at once when nobody waits. */
  async letIn(): Promise<void> {
    await this.#waiting.shift()?.()
  }
}
