import type { ReceiptRecord } from '../record/record.ts'

/** A receipt as people see it: everything but the keys by which the bridge recognises it. */
export type ReceiptView = Omit<ReceiptRecord, 'fingerprint' | 'access' | 'content'>

export function receiptView(record: ReceiptRecord): ReceiptView {
  const { fingerprint, access, content, ...shown } = record
  return shown
}
