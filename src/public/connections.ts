import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { Connection } from './connection.ts'
import type { PublicLimits } from './limits.ts'

/** How often the log hears that connections are turned away, ms. */
const tellEveryMs = 60_000

/**
 * All connections of the listener: no more of them than there is room for. Beyond it the one ends that has kept us waiting longest:
 * a request of Bitrix24 is whole within a moment, so that whoever holds connections loses them first.
 */
export class Connections {
  readonly #limits: PublicLimits
  readonly #clock: Clock
  readonly #log: Log
  readonly #open = new Set<Connection>()
  /** Those that can be ended for others, the one that is at it longest first. */
  readonly #idle = new Set<Connection>()
  /** Those that were ended, until the other end closes. */
  readonly #closing = new Set<Connection>()
  #isStopping = false
  #turnedAway = 0
  #cancelTelling = (): void => undefined

  constructor(limits: PublicLimits, clock: Clock, log: Log) {
    this.#limits = limits
    this.#clock = clock
    this.#log = log
  }

  get size(): number {
    return this.#open.size + this.#closing.size
  }

  add(connection: Connection): void {
    if (this.#isStopping) connection.announceEnd()
    if (this.#open.size <= this.#limits.connections) return
    this.#tellBusy()
    // The newcomer itself when all the others are being answered.
    this.#idle.values().next().value?.yield()
  }

  /** Follows what a connection is at. */
  follow(connection: Connection): void {
    const { phase } = connection
    this.#idle.delete(connection)
    if (phase === 'closing' || phase === 'gone') this.#open.delete(connection)
    else this.#open.add(connection)
    if (phase === 'waiting' || phase === 'receiving' || phase === 'sending') this.#idle.add(connection)
    if (phase === 'closing') this.#closing.add(connection)
    else this.#closing.delete(connection)
    if (this.#closing.size > this.#limits.closing) this.#closing.values().next().value?.destroy()
  }

  /**
   * Lets everything be answered that is open or on its way, with `Connection: close`; a connection that stays silent ends after the
   * grace, everything in the end.
   */
  stop(): () => void {
    this.#isStopping = true
    for (const connection of this.#open) connection.announceEnd()
    const cancels = [
      this.#clock.after(this.#limits.graceMs, () => {
        for (const connection of this.#open) connection.finish()
      }),
      this.#clock.after(this.#limits.stopMs, () => {
        for (const connection of [...this.#open, ...this.#closing]) connection.destroy()
      }),
    ]
    return () => {
      for (const cancel of cancels) cancel()
      this.#cancelTelling()
    }
  }

  #tellBusy(): void {
    if (this.#turnedAway === 0) {
      this.#cancelTelling = this.#clock.after(tellEveryMs, () => {
        this.#log.warn({ turnedAway: this.#turnedAway }, 'too many connections to the public listener')
        this.#turnedAway = 0
      })
    }
    this.#turnedAway += 1
  }
}
