/** Tags of a receipt beside its items, before one was seen: those that every document has, and the totals. */
const firstGuess = 26

/**
 * How many tags a receipt will be read back as: its items, and as many others as the last one had. Being wrong costs a
 * little time and nothing else.
 */
export class TagForecast {
  #others: number = firstGuess

  expect(items: number): number {
    return items + this.#others
  }

  learn(items: number, tags: number): void {
    this.#others = Math.max(0, tags - items)
  }
}
