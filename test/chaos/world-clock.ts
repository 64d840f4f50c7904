import { VirtualClock } from '../virtual-clock.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Virtual time that stands still while something happens that takes the machine's own time, and none of the world's. */
export class WorldClock extends VirtualClock {
  #holding = 0

  async hold<T>(work: Promise<T>): Promise<T> {
    this.#holding += 1
    try {
      return await work
    } finally {
      this.#holding -= 1
    }
  }

  override async step(limit?: number): Promise<boolean> {
    while (this.#holding > 0) await nextTurn()
    return super.step(limit)
  }
}
