import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { HoldReason, ReceiptRecord, RefusedAttempt } from '../record/record.ts'
import { type GuardParts, reasonToHold } from './duplicate-guard.ts'
import { IllegalEvent, type Ledger } from './ledger.ts'
import { soldSince } from './sold-since.ts'

/** Whether nothing is held against the receipt any more: it is no sale, or Bitrix24 knows it. */
function isSettled(against: ReceiptRecord | undefined): boolean {
  if (against === undefined || against.state.name === 'refused' || against.state.name === 'alias') return true
  // After a refusal two people may each sell the goods anew: that Bitrix24 knows one receipt says nothing about the other.
  if (against.resent === true) return false
  // A person said so of one receipt held against it, and not of a third one.
  return against.confirmed !== undefined && against.confirmed.by !== 'person'
}

/** How soon after a disk error all held receipts are looked at again, ms. */
const retryMs = 60_000

export interface HoldKeeperParts extends Omit<GuardParts, 'store'> {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  /** Whether the records know every sale; false in restored data until the fiscal memories were read. */
  readonly isSure: () => boolean
}

/**
 * Ends holds without a person (promise, rules 12 and 15). A receipt goes on when the one that it is held against became known to
 * Bitrix24, or turned out to be no sale. A refused receipt that came again goes on when the records show no sale of its goods made
 * since. When there is another reason to hold it, it stays held for that one.
 */
export class HoldKeeper {
  readonly #parts: HoldKeeperParts
  #stopped = false
  #cancelRetry: (() => void) | undefined
  /** The last search: one runs at a time, since each reads all records. */
  #searches: Promise<void> = Promise.resolve()
  readonly #searching = new Set<string>()
  /** UUIDs of receipts whose last search ended in a disk error. */
  readonly #failed = new Set<string>()

  constructor(parts: HoldKeeperParts) {
    this.#parts = parts
  }

  /** Looks at every held receipt once, since what happened before a restart may have settled it. Never rejects. */
  async review(): Promise<void> {
    for (const record of this.#parts.ledger.store.openReceipts()) {
      await this.#reviewOne(record).catch((error: unknown) => this.#retryLater(error))
    }
  }

  /** Looks at held receipts after each change of the ledger. Returns what ends it. */
  watch(): () => void {
    const { ledger } = this.#parts
    const unwatch = ledger.onChange((changed) => {
      // The disk has just failed, and is left alone for a while.
      if (ledger.store.isDoubtful(changed.uuid)) return this.#reviewLater()
      // The receipt that a new one is held against may have been settled while the new one was being written.
      const affected = isSettled(changed) ? this.#heldLike(changed) : [changed]
      for (const record of affected) this.#reviewOne(record).catch((error: unknown) => this.#retryLater(error))
    })
    return () => {
      this.#stopped = true
      unwatch()
      this.#cancelRetry?.()
    }
  }

  /** Open receipts that may be held against this one: all of them, when it is a tombstone. */
  #heldLike({ receipt, fingerprint }: ReceiptRecord): readonly ReceiptRecord[] {
    const { store } = this.#parts.ledger
    return receipt === null ? store.openReceipts() : store.openLike(fingerprint)
  }

  /** After a disk error: looks at all held receipts again, since no further change may come. */
  #retryLater(error: unknown): void {
    const { log } = this.#parts
    if (this.#stopped) return
    log.error({ err: error }, 'a held receipt could not be let go: it stays held for now')
    this.#reviewLater()
  }

  #reviewLater(): void {
    const { clock } = this.#parts
    this.#cancelRetry ??= clock.after(retryMs, () => {
      this.#cancelRetry = undefined
      void this.review()
    })
  }

  async #reviewOne(record: ReceiptRecord): Promise<void> {
    const { state } = record
    if (state.name !== 'held') return
    const { because } = state
    switch (because.kind) {
      case 'lost-answer':
        if (isSettled(await this.#parts.ledger.store.find(because.against))) {
          await this.#letGo(record, reasonToHold(record, this.#guard), `${because.against} is settled`)
        }
        return
      case 'searching':
        this.#searchLater(record, because.refused)
        return
      case 'sold-since':
      case 'unsearched':
      case 'restored':
      case 'overdue':
        return
    }
  }

  get #guard(): GuardParts {
    const { ledger, lostAnswer } = this.#parts
    return { store: ledger.store, lostAnswer }
  }

  /** Nobody waits for a search, since it reads every record. */
  #searchLater(record: ReceiptRecord, refused: RefusedAttempt): void {
    const { uuid } = record
    if (this.#searching.has(uuid)) return
    this.#searching.add(uuid)
    this.#searches = this.#searches
      .then(() => this.#search(record, refused))
      .catch((error: unknown) => this.#retryLater(error))
      .finally(() => this.#searching.delete(uuid))
  }

  async #search(record: ReceiptRecord, refused: RefusedAttempt): Promise<void> {
    if (this.#stopped) return
    if (!this.#parts.isSure()) {
      this.#reviewLater()
      return
    }
    const found = await soldSince(this.#parts.ledger.store, record, refused)
    const failedBefore = this.#failed.delete(record.uuid)
    switch (found.kind) {
      case 'sold':
        return this.#letGo(record, { kind: 'sold-since', as: found.as }, `${found.as} sold its goods`)
      case 'not-sold':
        return this.#letGo(record, reasonToHold(record, this.#guard), 'not sold since it was refused')
      case 'unread':
        // A second try, then a person: a disk that stays broken must not hold the receipt for ever.
        if (found.passing !== undefined && !failedBefore) {
          this.#failed.add(record.uuid)
          throw found.passing
        }
        return this.#letGo(record, { kind: 'unsearched' }, 'not every record can be read')
    }
  }

  /** Releases the receipt, or holds it for the reason `because`. */
  async #letGo({ uuid }: ReceiptRecord, because: HoldReason | undefined, detail: string): Promise<void> {
    const event = because === undefined ? ({ type: 'release' } as const) : ({ type: 'hold', because } as const)
    try {
      await this.#parts.ledger.apply(uuid, event, detail)
    } catch (error) {
      // A person, or another change, was quicker.
      if (!(error instanceof IllegalEvent)) throw error
    }
  }
}
