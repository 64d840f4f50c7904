import type { ReceiptRecord } from '../record/record.ts'
import type { Ledger } from './ledger.ts'

/** When the last document of each register was made that this process knows of: the register itself shows its number alone. */
export class LastDocuments {
  /** Register id -> Unix ms. */
  readonly #at = new Map<string, number>()

  constructor(ledger: Pick<Ledger, 'onChange' | 'store'>) {
    for (const record of ledger.store.openReceipts()) this.#note(record)
    ledger.onChange((record) => this.#note(record))
  }

  /** Unix ms; undefined when none is known. */
  at(registerId: string): number | undefined {
    return this.#at.get(registerId)
  }

  #note({ state, registerId }: ReceiptRecord): void {
    if (state.name !== 'registered') return
    const at = state.document.at * 1000
    if (at > (this.#at.get(registerId) ?? 0)) this.#at.set(registerId, at)
  }
}
