import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { HoldReason, ReceiptRecord, RefusedAttempt } from '../record/record.ts'
import { type GuardParts, reasonToHold } from './duplicate-guard.ts'
import { IllegalEvent, type Ledger } from './ledger.ts'
import { soldSince } from './sold-since.ts'

/** Whether a receipt can no longer be the unheard answer that another one is held against. */
function isSettled(against: ReceiptRecord | undefined): boolean {
  if (against === undefined || against.state.name === 'refused' || against.state.name === 'alias') return true
  // Two people may each be selling anew what was refused: that Bitrix24 knows the one says nothing about the other.
  if (against.resent === true) return false
  // What a person said of one pair says nothing about a third receipt of the same content.
  return against.confirmed !== undefined && against.confirmed.by !== 'person'
}

/** After a disk error: how soon all held receipts are looked at again, ms. */
const retryMs = 60_000

export interface HoldKeeperParts extends Omit<GuardParts, 'store'> {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  /** The records know every sale: false in restored data until the fiscal memories were read. */
  readonly isSure: () => boolean
}

/**
 * Ends the holds that need no person (promise, rules 12 and 15): of a receipt whose twin became known to Bitrix24, or turned out
 * to be no sale; of one that was refused and came again, once the records show no sale of its goods made since. Where another
 * reason is found the hold goes on for that one.
 */
export class HoldKeeper {
  readonly #parts: HoldKeeperParts
  #stopped = false
  #cancelRetry: (() => void) | undefined
  /** One search of all records at a time. */
  #searches: Promise<void> = Promise.resolve()
  readonly #searching = new Set<string>()
  /** Receipts whose last search the disk failed. */
  readonly #failed = new Set<string>()

  constructor(parts: HoldKeeperParts) {
    this.#parts = parts
  }

  /** Looks at every held receipt once: what happened before a restart may already have settled it. Never rejects. */
  async review(): Promise<void> {
    for (const record of this.#parts.ledger.store.openReceipts()) {
      await this.#reviewOne(record).catch((error: unknown) => this.#retryLater(error))
    }
  }

  /** Follows the ledger from now on. */
  watch(): () => void {
    const { ledger } = this.#parts
    const unwatch = ledger.onChange((changed) => {
      // The disk has just failed, and is left alone for a while.
      if (ledger.store.isDoubtful(changed.uuid)) return this.#reviewLater()
      // What it is held against may have been settled while it was being written, when nothing was held yet.
      const affected = isSettled(changed) ? this.#heldLike(changed) : [changed]
      for (const record of affected) this.#reviewOne(record).catch((error: unknown) => this.#retryLater(error))
    })
    return () => {
      this.#stopped = true
      unwatch()
      this.#cancelRetry?.()
    }
  }

  /** A tombstone has forgotten its content: anything may be held against it. */
  #heldLike({ receipt, fingerprint }: ReceiptRecord): readonly ReceiptRecord[] {
    const { store } = this.#parts.ledger
    return receipt === null ? store.openReceipts() : store.openLike(fingerprint)
  }

  /** The news does not come twice: what the disk refused is looked at again. */
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

  /** Nobody waits for a search: it takes as long as the history is. */
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
        // Once more, then a person: a disk that stays so must not hold it for ever.
        if (found.passing !== undefined && !failedBefore) {
          this.#failed.add(record.uuid)
          throw found.passing
        }
        return this.#letGo(record, { kind: 'unsearched' }, 'not every record can be read')
    }
  }

  /** Lets it go, or goes on holding it for another reason. */
  async #letGo({ uuid }: ReceiptRecord, because: HoldReason | undefined, detail: string): Promise<void> {
    const event = because === undefined ? ({ type: 'release' } as const) : ({ type: 'hold', because } as const)
    try {
      await this.#parts.ledger.apply(uuid, event, detail)
    } catch (error) {
      // A person, or the same news heard twice, was quicker.
      if (!(error instanceof IllegalEvent)) throw error
    }
  }
}
