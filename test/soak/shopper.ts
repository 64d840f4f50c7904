import { setTimeout as wait } from 'node:timers/promises'
import { socketWire } from '../portal/wires.ts'

const everyMs = 50

/** Bitrix24 asking CHECK over connections of its own, as it does. */
export class Shopper {
  checks = 0
  /** CHECKs without a legal answer: Bitrix24 takes each for a printed receipt. */
  failed = 0
  slowestMs = 0
  readonly #wire: ReturnType<typeof socketWire>

  constructor(address: string) {
    this.#wire = socketWire(address, 'demo', '1.0')
  }

  /** Asks until the work is done. */
  async during(work: Promise<void>): Promise<void> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    while (!isDone) {
      const from = performance.now()
      const answer = await this.#wire('check', `uuid=${'0'.repeat(26)}`)
      this.slowestMs = Math.max(this.slowestMs, performance.now() - from)
      this.checks += 1
      if (answer?.status !== 200 || !answer.body.includes('"STATUS":"WAIT"')) this.failed += 1
      await wait(everyMs)
    }
    await done
  }
}
