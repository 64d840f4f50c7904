import type { ReceiptRecord } from './record.ts'

/**
 * Whether a receipt still is the sale that a second name was given to: a refused one may have come again with other goods, and
 * what becomes of those is no answer for the name. A tombstone has forgotten what it sold.
 */
export const standsFor = (second: Pick<ReceiptRecord, 'fingerprint'>, record: ReceiptRecord): boolean =>
  record.receipt === null || record.fingerprint === second.fingerprint
