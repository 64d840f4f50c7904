import type { Clock } from '../../drivers/clock.ts'
import { type GuardParts, reasonToHold } from '../receipts/duplicate-guard.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { HoldReason, ReceiptRecord } from '../receipts/record.ts'
import { clockToleranceMs } from '../watch/clock-tolerance.ts'

export interface GateSettings extends Omit<GuardParts, 'store'> {
  /** How long a receipt may wait before a person must say that it is still wanted, ms. */
  readonly maxWaitMs: number
}

export interface GateParts extends GateSettings {
  readonly ledger: Ledger
  readonly clock: Clock
}

/** The last look at an accepted receipt before it is printed (promise, rules 16 and 18). */
export class Gate {
  readonly #ledger: Ledger
  readonly #clock: Clock
  readonly #settings: GateSettings
  /**
   * Monotonic instant at which this process saw the receipt accepted, or let go: a wall clock that jumped back must not make
   * it young. What was accepted before a restart has none, and waits since the start at least.
   */
  readonly #waitingSince = new Map<string, number>()
  readonly #startedAt: number

  constructor({ ledger, clock, ...settings }: GateParts) {
    this.#ledger = ledger
    this.#clock = clock
    this.#settings = settings
    this.#startedAt = clock.monotonic()
    ledger.onChange((record) => this.#follow(record))
  }

  /** True when the receipt may be printed now; otherwise it was held, durably. */
  async admits(record: ReceiptRecord): Promise<boolean> {
    const because = this.#reasonToHold(record)
    if (because === undefined) return true
    await this.#ledger.apply(record.uuid, { type: 'hold', because }, because.kind)
    return false
  }

  #follow({ uuid, state }: ReceiptRecord): void {
    switch (state.name) {
      case 'accepted':
        if (!this.#waitingSince.has(uuid)) this.#waitingSince.set(uuid, this.#clock.monotonic())
        return
      case 'printing':
        // A failed attempt goes on waiting.
        return
      case 'held':
      case 'registered':
      case 'refused':
      case 'unresolved':
      case 'alias':
        this.#waitingSince.delete(uuid)
    }
  }

  #reasonToHold(record: ReceiptRecord): HoldReason | undefined {
    const because = reasonToHold(record, { ...this.#settings, store: this.#ledger.store })
    if (because !== undefined) return because
    return this.#waited(record) > this.#settings.maxWaitMs ? { kind: 'overdue' } : undefined
  }

  /** Longest of what the wall clock and the monotonic clock say, ms. */
  #waited({ uuid, acceptedAt, releasedAt }: ReceiptRecord): number {
    const since = this.#waitingSince.get(uuid)
    const byWall = this.#clock.now() - Date.parse(releasedAt ?? acceptedAt)
    // The wall clock is behind the one that wrote this: how long it waited, nobody knows.
    if (since === undefined && byWall < -clockToleranceMs) return Number.POSITIVE_INFINITY
    return Math.max(this.#clock.monotonic() - (since ?? this.#startedAt), byWall)
  }
}
