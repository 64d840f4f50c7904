import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { type GuardParts, reasonToHold } from './duplicate-guard.ts'
import { IllegalEvent, type Ledger } from './ledger.ts'
import type { ReceiptRecord } from './record.ts'

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
}

/**
 * Lets held receipts go when what they were held against becomes known to Bitrix24, or turns out to be no sale (promise,
 * rule 15). One that has another twin goes on being held, against that one.
 */
export class HoldKeeper {
  readonly #parts: HoldKeeperParts
  #cancelRetry: (() => void) | undefined

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
      if (!isSettled(changed)) return
      for (const record of ledger.store.openLike(changed.fingerprint)) {
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
    const { clock, log } = this.#parts
    log.error({ err: error }, 'a held receipt could not be let go: it stays held for now')
    this.#cancelRetry ??= clock.after(retryMs, () => {
      this.#cancelRetry = undefined
      void this.review()
    })
  }

  async #reviewOne(record: ReceiptRecord): Promise<void> {
    const { uuid, state } = record
    if (state.name !== 'held' || state.because.kind !== 'lost-answer') return
    const { ledger } = this.#parts
    const { against } = state.because
    if (!isSettled(await ledger.store.find(against))) return
    const because = reasonToHold(record, { ...this.#parts, store: ledger.store })
    const event = because === undefined ? ({ type: 'release' } as const) : ({ type: 'hold', because } as const)
    try {
      const changed = await ledger.apply(uuid, event, `${against} is settled`)
      // The other one may have been settled meanwhile, when nothing was held against it yet.
      await this.#reviewOne(changed)
    } catch (error) {
      // A person, or the same news heard twice, was quicker.
      if (!(error instanceof IllegalEvent)) throw error
    }
  }
}
