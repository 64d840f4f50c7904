/** Keeps what arrived before the receiver was set, then hands everything straight through: the receiving half of a `Link`. */
export class Inbox {
  #listener: ((bytes: Uint8Array) => void) | undefined
  #waiting: Uint8Array[] = []
  #shut: boolean = false

  deliver(bytes: Uint8Array): void {
    if (this.#shut || bytes.length === 0) return
    if (this.#listener === undefined) this.#waiting.push(bytes)
    else this.#listener(bytes)
  }

  receive(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener
    const waiting = this.#waiting
    this.#waiting = []
    for (const bytes of waiting) this.deliver(bytes)
  }

  /** Nothing is delivered from now on. */
  shut(): void {
    this.#shut = true
    this.#waiting = []
  }
}
