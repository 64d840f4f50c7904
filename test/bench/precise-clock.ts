import { type Clock, systemClock } from '../../drivers/clock.ts'

/** Node's timers are late by up to about this much, ms. */
const coarse = 2

interface Timer {
  readonly due: number
  readonly action: () => void
}

/**
 * The host's clock with timers that fire within microseconds and in the order of their due times: the last moments are
 * waited out turn by turn of the event loop. Without it a simulated line of 115200 baud would show Node's timers instead of
 * the driver.
 */
class PreciseClock implements Clock {
  readonly #timers = new Set<Timer>()
  #looking: boolean = false
  #sleeping: NodeJS.Timeout | undefined

  now(): number {
    return systemClock.now()
  }

  monotonic(): number {
    return systemClock.monotonic()
  }

  uptime(): number {
    return systemClock.uptime()
  }

  after(ms: number, action: () => void): () => void {
    const timer = { due: this.monotonic() + Math.max(0, ms), action }
    this.#timers.add(timer)
    this.#plan()
    return () => {
      this.#timers.delete(timer)
    }
  }

  get #next(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) if (next === undefined || timer.due < next.due) next = timer
    return next
  }

  #plan(): void {
    const next = this.#next
    if (next === undefined || this.#looking) return
    clearTimeout(this.#sleeping)
    const ms = next.due - this.monotonic() - coarse
    if (ms > 0) {
      this.#sleeping = setTimeout(() => this.#plan(), ms)
      return
    }
    this.#looking = true
    setImmediate(() => this.#look())
  }

  /** One timer a turn: whatever it starts comes before what is due later. */
  #look(): void {
    this.#looking = false
    const next = this.#next
    if (next !== undefined && next.due <= this.monotonic()) {
      this.#timers.delete(next)
      next.action()
    }
    this.#plan()
  }
}

export const preciseClock: Clock = new PreciseClock()
