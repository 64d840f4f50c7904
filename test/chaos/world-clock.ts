import { nextTurn, VirtualClock } from '../virtual-clock.ts'

/** Promises, and a few ticks that they make one after the other, have run. */
async function ticks(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await new Promise<void>((resolve) => process.nextTick(resolve))
}

/** How many pieces of work are under way. */
class UnderWay {
  count = 0

  async during<T>(work: Promise<T>): Promise<T> {
    this.count += 1
    try {
      return await work
    } finally {
      this.count -= 1
    }
  }
}

/**
 * Virtual time of worlds that are made of promises alone: a turn of the event loop costs more than most events, so that it is
 * taken only while something is under way that needs turns.
 */
export class WorldClock extends VirtualClock {
  readonly #held = new UnderWay()
  readonly #turning = new UnderWay()

  /** Time stands still until the work is done: it takes the machine's own time, and none of the world's. */
  hold<T>(work: Promise<T>): Promise<T> {
    return this.#held.during(work)
  }

  /** The work goes through Node's streams, and may wait for the world meanwhile. */
  turning<T>(work: Promise<T>): Promise<T> {
    return this.#turning.during(work)
  }

  protected override async settle(): Promise<void> {
    await ticks()
    while (this.#held.count > 0) await nextTurn()
    if (this.#turning.count > 0) await nextTurn()
  }
}
