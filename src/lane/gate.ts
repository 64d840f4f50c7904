import type { Clock } from '../../drivers/clock.ts'
import { type GuardParts, reasonToHold } from '../receipts/duplicate-guard.ts'
import type { Ledger } from '../receipts/ledger.ts'
import { type HoldReason, isFinal, type ReceiptRecord } from '../record/record.ts'

/** By how much two clocks may differ before it counts, ms: the law allows five minutes, and a clock set by hand needs time. */
export const clockToleranceMs = 120_000

export interface GateSettings extends Omit<GuardParts, 'store'> {
  /** How long a receipt may wait before a person must say that it is still wanted, ms. */
  readonly maxWaitMs: number
}

export interface GateParts extends GateSettings {
  readonly ledger: Ledger
  readonly clock: Clock
}

interface Waiting {
  /**
   * Uptime at which this process saw the receipt accepted, or a person let it go: a wall clock that jumps, or is set after a
   * start in 1970, makes it neither young nor overdue. Undefined when it was there before.
   */
  readonly since: number | undefined
  readonly releasedAt: string | undefined
}

/** Looks at an accepted receipt for the last time before it is printed (promise, rules 16 and 18). */
export class Gate {
  readonly #ledger: Ledger
  readonly #clock: Clock
  readonly #settings: GateSettings
  /** Open receipts. */
  readonly #waiting = new Map<string, Waiting>()
  readonly #startedAt: number

  constructor({ ledger, clock, ...settings }: GateParts) {
    this.#ledger = ledger
    this.#clock = clock
    this.#settings = settings
    this.#startedAt = clock.uptime()
    for (const { uuid, releasedAt } of ledger.store.openReceipts()) {
      this.#waiting.set(uuid, { since: undefined, releasedAt })
    }
    ledger.onChange((record) => this.#follow(record))
  }

  /** Returns whether the receipt may be printed now. If not, it was held, durably. */
  async admits(record: ReceiptRecord): Promise<boolean> {
    const because = this.#reasonToHold(record)
    if (because === undefined) return true
    await this.#ledger.apply(record.uuid, { type: 'hold', because }, because.kind)
    return false
  }

  #follow({ uuid, state, releasedAt }: ReceiptRecord): void {
    if (isFinal(state)) {
      this.#waiting.delete(uuid)
      return
    }
    this.#waitingOf(uuid, releasedAt)
  }

  #waitingOf(uuid: string, releasedAt: string | undefined): Waiting {
    const known = this.#waiting.get(uuid)
    // Its wait goes on after a failed attempt, and after a hold that ended by itself.
    if (known !== undefined && known.releasedAt === releasedAt) return known
    const waiting = { since: this.#clock.uptime(), releasedAt }
    this.#waiting.set(uuid, waiting)
    return waiting
  }

  #reasonToHold(record: ReceiptRecord): HoldReason | undefined {
    const because = reasonToHold(record, { ...this.#settings, store: this.#ledger.store })
    if (because !== undefined) return because
    return this.#waited(record) > this.#settings.maxWaitMs ? { kind: 'overdue' } : undefined
  }

  /** How long it waited, ms: since this process knows of it, or, if it was there at the start, the longest that the clocks say. */
  #waited({ uuid, acceptedAt, releasedAt }: ReceiptRecord): number {
    const since = this.#waitingOf(uuid, releasedAt).since
    const uptime = this.#clock.uptime()
    if (since !== undefined) return uptime - since
    const byWall = this.#clock.now() - Date.parse(releasedAt ?? acceptedAt)
    // The wall clock is behind the one that wrote this, so nobody knows how long it waited.
    if (byWall < -clockToleranceMs) return Number.POSITIVE_INFINITY
    return Math.max(uptime - this.#startedAt, byWall)
  }
}
