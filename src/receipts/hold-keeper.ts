import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { IllegalEvent, type Ledger } from './ledger.ts'
import type { ReceiptRecord } from './record.ts'

/** Whether a receipt can no longer be the unheard answer that another one is held against. */
const isSettled = (against: ReceiptRecord | undefined): boolean =>
  against === undefined ||
  // What a person said of one pair says nothing about a third receipt of the same content.
  (against.confirmed !== undefined && against.confirmed.by !== 'person') ||
  against.state.name === 'refused' ||
  against.state.name === 'alias'

/** After a disk error: how soon all held receipts are looked at again, ms. */
const retryMs = 60_000

/**
 * Lets held receipts go when what they were held against becomes known to Bitrix24, or turns out to be no sale (promise,
 * rule 15). The lane runs the guard again before it prints.
 */
export class HoldKeeper {
  readonly #ledger: Ledger
  readonly #clock: Clock
  readonly #log: Log
  #cancelRetry: (() => void) | undefined

  constructor(ledger: Ledger, clock: Clock, log: Log) {
    this.#ledger = ledger
    this.#clock = clock
    this.#log = log
  }

  /** Looks at every held receipt once: what happened before a restart may already have settled it. Never rejects. */
  async review(): Promise<void> {
    for (const record of this.#ledger.store.openReceipts()) {
      await this.#reviewOne(record).catch((error: unknown) => this.#retryLater(error))
    }
  }

  /** Follows the ledger from now on. */
  watch(): () => void {
    const unwatch = this.#ledger.onChange((changed) => {
      if (!isSettled(changed)) return
      for (const record of this.#ledger.store.openLike(changed.fingerprint)) {
        this.#reviewOne(record).catch((error: unknown) => this.#retryLater(error))
      }
    })
    return () => {
      unwatch()
      this.#cancelRetry?.()
    }
  }

  /** The news does not come twice: what the disk refused is looked at again. */
  #retryLater(error: unknown): void {
    this.#log.error({ err: error }, 'a held receipt could not be let go: it stays held for now')
    this.#cancelRetry ??= this.#clock.after(retryMs, () => {
      this.#cancelRetry = undefined
      void this.review()
    })
  }

  async #reviewOne({ uuid, state }: ReceiptRecord): Promise<void> {
    if (state.name !== 'held' || state.because.kind !== 'lost-answer') return
    const { against } = state.because
    if (!isSettled(await this.#ledger.store.find(against))) return
    try {
      await this.#ledger.apply(uuid, { type: 'release' }, `${against} is settled`)
    } catch (error) {
      // A person, or the same news heard twice, was quicker.
      if (!(error instanceof IllegalEvent)) throw error
    }
  }
}
