import { heldAgainst, objectionToAlias } from '../record/alias.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'

/** A receipt as people see it: everything but the keys by which the bridge recognises it. */
export type ReceiptView = Omit<ReceiptRecord, 'fingerprint' | 'access' | 'content'>

export function receiptView(record: ReceiptRecord): ReceiptView {
  const { fingerprint, access, content, ...shown } = record
  return shown
}

export interface OneReceipt extends ReceiptView {
  /** The receipt that a held one may become an alias of. */
  readonly sameAs?: string
}

/** One receipt with what may be decided about it. */
export async function oneReceipt(record: ReceiptRecord, store: Pick<ReceiptStore, 'find'>): Promise<OneReceipt> {
  const view = receiptView(record)
  const against = record.state.name === 'held' ? heldAgainst(record.state.because) : undefined
  const other = against === undefined ? undefined : await store.find(against)
  if (other === undefined || objectionToAlias(record, other) !== undefined) return view
  return { ...view, sameAs: other.uuid }
}
