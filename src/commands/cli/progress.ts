import type { Host } from './host.ts'

/** Shows on a terminal how far a long command is, in one line that is written over; elsewhere it says nothing. */
export class Progress {
  readonly #host: Host
  #shownAt = Number.NEGATIVE_INFINITY
  #length = 0

  constructor(host: Host) {
    this.#host = host
  }

  /** At most ten times a second. */
  show(text: string): void {
    const { stderr, clock } = this.#host
    if (stderr.isTTY !== true || clock.monotonic() - this.#shownAt < 100) return
    this.#shownAt = clock.monotonic()
    stderr.write(`\r${text.padEnd(this.#length)}`)
    this.#length = text.length
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#length > 0) this.#host.stderr.write(`\r${' '.repeat(this.#length)}\r`)
    this.#length = 0
  }
}
