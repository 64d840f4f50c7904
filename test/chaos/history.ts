/** What happened in a world, in order: a digest of everything, and readable lines of what matters. */
export class History {
  readonly #now: () => number
  readonly #lines: string[] = []
  #low = 0x811c9dc5
  #high = 0x01000193

  /** `now`: virtual ms since the world began. */
  constructor(now: () => number) {
    this.#now = now
  }

  get lines(): readonly string[] {
    return this.#lines
  }

  /** Two words of 32 bits over every line and every byte that crossed a border. */
  get digest(): string {
    return [this.#high, this.#low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  note(who: string, what: string): void {
    const line = `${(this.#now() / 1000).toFixed(3).padStart(10)}  ${who.padEnd(9)} ${what}`
    this.#lines.push(line)
    this.mix(line)
  }

  /** Adds to the digest without a line. */
  mix(content: string | Uint8Array): void {
    const { length } = content
    for (let at = 0; at < length; at += 1) {
      const unit = typeof content === 'string' ? content.charCodeAt(at) : (content[at] as number)
      this.#low = Math.imul(this.#low ^ unit, 0x01000193)
      this.#high = Math.imul(this.#high ^ unit ^ (this.#low >>> 13), 0x85ebca6b)
    }
    this.#low ^= length
  }
}
