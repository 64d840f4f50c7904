import type { ReceiptRecord } from '../record/record.ts'
import { objectionToSecondName, twinOf } from '../record/second-name.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'

/** A receipt as people see it: everything but the keys by which the bridge recognises it. */
export type ReceiptView = Omit<ReceiptRecord, 'fingerprint' | 'access' | 'content'>

export function receiptView(record: ReceiptRecord): ReceiptView {
  const { fingerprint, access, content, ...shown } = record
  return shown
}

export interface OneReceipt extends ReceiptView {
  /** The receipt that a held one may be declared a second name of. */
  readonly sameAs?: string
}

/** One receipt with what may be decided about it. */
export async function oneReceipt(record: ReceiptRecord, store: Pick<ReceiptStore, 'find'>): Promise<OneReceipt> {
  const view = receiptView(record)
  const twin = record.state.name === 'held' ? twinOf(record.state.because) : undefined
  const other = twin === undefined ? undefined : await store.find(twin)
  if (other === undefined || objectionToSecondName(record, other) !== undefined) return view
  return { ...view, sameAs: other.uuid }
}
