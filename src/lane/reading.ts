/** How much of a fiscal memory was read of what must be, documents. */
export interface Reading {
  /** The document after which it began. */
  readonly from: number
  readonly read: number
  readonly of: number
}

/** The readings that are under way, by FN. */
export class Readings {
  readonly #underWay = new Map<string, Reading>()

  /** Undefined when nothing of the FN is left to read. */
  of(fn: string): Reading | undefined {
    return this.#underWay.get(fn)
  }

  note(fn: string, reached: number, last: number): void {
    if (reached >= last) this.#underWay.delete(fn)
    else {
      const from = this.#underWay.get(fn)?.from ?? reached
      this.#underWay.set(fn, { from, read: reached - from, of: last - from })
    }
  }
}
