import type { Clock } from '../../drivers/clock.ts'
import { lostAnswerOf } from '../receipts/duplicate-guard.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { HoldReason, ReceiptRecord } from '../receipts/record.ts'

export interface GateSettings {
  readonly lostAnswer: 'hold' | 'print'
  /** How long a receipt may wait before a person must say that it is still wanted, ms. */
  readonly maxWaitMs: number
}

/** The last look at an accepted receipt before it is printed (promise, rules 16 and 18). */
export class Gate {
  readonly #ledger: Ledger
  readonly #clock: Clock
  readonly #settings: GateSettings
  /** Monotonic instant at which this process first saw the receipt: a wall clock that jumped back must not make it young. */
  readonly #seen = new Map<string, number>()

  constructor(ledger: Ledger, clock: Clock, settings: GateSettings) {
    this.#ledger = ledger
    this.#clock = clock
    this.#settings = settings
  }

  /** True when the receipt may be printed now; otherwise it was held, durably. */
  async admits(record: ReceiptRecord): Promise<boolean> {
    const because = this.#reasonToHold(record)
    if (because === undefined) {
      this.#seen.delete(record.uuid)
      return true
    }
    await this.#ledger.apply(record.uuid, { type: 'hold', because }, because.kind)
    return false
  }

  #reasonToHold(record: ReceiptRecord): HoldReason | undefined {
    if (this.#settings.lostAnswer === 'hold') {
      const against = lostAnswerOf(this.#ledger.store.openLike(record.fingerprint), record)
      if (against !== undefined) return { kind: 'lost-answer', against: against.uuid }
    }
    return this.#waited(record) > this.#settings.maxWaitMs ? { kind: 'overdue' } : undefined
  }

  /** Longest of what the wall clock and the monotonic clock say, ms. */
  #waited(record: ReceiptRecord): number {
    const now = this.#clock.monotonic()
    const seen = this.#seen.get(record.uuid) ?? now
    this.#seen.set(record.uuid, seen)
    return Math.max(now - seen, this.#clock.now() - Date.parse(record.releasedAt ?? record.acceptedAt))
  }
}
