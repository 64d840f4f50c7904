import { nextTurn, VirtualClock } from '../virtual-clock.ts'

/** Promises, and a few ticks that they make one after the other, have run. */
async function ticks(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await new Promise<void>((resolve) => process.nextTick(resolve))
}

/**
 * Virtual time of worlds that are made of promises alone: a turn of the event loop costs more than most events, so that it is
 * taken only while something is under way that needs turns.
 */
export class WorldClock extends VirtualClock {
  #holding = 0
  #turning = 0

  /** Time stands still until the work is done: it takes the machine's own time, and none of the world's. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#holding += 1
    try {
      return await work
    } finally {
      this.#holding -= 1
    }
  }

  /** The work goes through Node's streams, and may wait for the world meanwhile. */
  async turning<T>(work: Promise<T>): Promise<T> {
    this.#turning += 1
    try {
      return await work
    } finally {
      this.#turning -= 1
    }
  }

  protected override async settle(): Promise<void> {
    await ticks()
    while (this.#holding > 0) await nextTurn()
    if (this.#turning > 0) await nextTurn()
  }
}
