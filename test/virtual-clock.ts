import type { Clock } from '../drivers/clock.ts'

interface Timer {
  readonly at: number
  readonly order: number
  readonly action: () => void
}

/** Lets everything that is already runnable run: promises, process.nextTick and immediates of the code under test. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Time that moves only when a test says so; timers fire in the order of their due time, then of their making. */
export class VirtualClock implements Clock {
  #elapsed = 0
  #slept = 0
  #made = 0
  #wall: number
  readonly #timers = new Set<Timer>()

  /** `start`: the wall clock's first value, Unix ms. */
  constructor(start = Date.UTC(2026, 10, 23, 10, 0, 0)) {
    this.#wall = start
  }

  now(): number {
    return this.#wall + this.#elapsed
  }

  monotonic(): number {
    return this.#elapsed
  }

  uptime(): number {
    return this.#elapsed + this.#slept
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#elapsed + Math.max(0, ms), order: this.#made++, action }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Steps the wall clock without time passing: what NTP or a flat battery does. */
  jumpWall(ms: number): void {
    this.#wall += ms
  }

  /** The host sleeps: no timer runs, the wall clock goes on. */
  suspend(ms: number): void {
    this.#slept += ms
    this.#wall += ms
  }

  get pendingTimers(): number {
    return this.#timers.size
  }

  #next(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) {
      if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer
    }
    return next
  }

  /** Fires the next timer, if it is due within `limit` ms from the origin. Says whether there was one. */
  async step(limit = Number.POSITIVE_INFINITY): Promise<boolean> {
    await this.settle()
    if (!this.#fire(limit)) return false
    await this.settle()
    return true
  }

  /** Lets everything run that needs no time. */
  protected settle(): Promise<void> {
    return nextTurn()
  }

  #fire(limit: number): boolean {
    const timer = this.#next()
    if (timer === undefined || timer.at > limit) return false
    this.#timers.delete(timer)
    this.#elapsed = timer.at
    timer.action()
    return true
  }

  /** Lets `ms` pass, firing what falls due. */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsed + ms
    do await this.settle()
    while (this.#fire(until))
    this.#elapsed = until
  }

  /** Lets time pass until the promise settles. Fails when no timer is left that could settle it, or after `limitMs` of virtual time. */
  async run<T>(promise: Promise<T>, limitMs = 3_600_000): Promise<T> {
    let settled = false
    const mark = (): void => {
      settled = true
    }
    promise.then(mark, mark)
    const until = this.#elapsed + limitMs
    await this.settle()
    while (!settled) {
      const fired = this.#fire(until)
      await this.settle()
      if (!fired && !settled) throw new Error(`stuck at ${this.#elapsed} ms of virtual time`)
    }
    return promise
  }
}
