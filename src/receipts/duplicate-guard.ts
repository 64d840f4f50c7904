import type { HoldReason, ReceiptRecord } from '../record/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'

/** States in which a receipt has become, or may still become, a document. */
export const mayBeASale = (record: ReceiptRecord): boolean => {
  switch (record.state.name) {
    case 'accepted':
    case 'held':
    case 'printing':
    case 'registered':
    case 'unresolved':
      return true
    case 'refused':
    case 'alias':
      return false
  }
}

/**
 * The lost answer (promise, rules 15 and 16): when Bitrix24 did not get the answer to PRINT, the manager prints again under
 * a new uuid. The receipt to hold the new one against: the oldest other one with the same fingerprint of which Bitrix24 is
 * not known to have the UUID; undefined when there is none. Pure; `open` are the receipts that the bridge still owes something.
 */
function lostAnswerOf(
  open: Iterable<ReceiptRecord>,
  candidate: Pick<ReceiptRecord, 'uuid' | 'fingerprint' | 'order'>,
): ReceiptRecord | undefined {
  let oldest: ReceiptRecord | undefined
  for (const record of open) {
    if (record.uuid === candidate.uuid || record.fingerprint !== candidate.fingerprint) continue
    // Of two that wait for each other only the younger is held.
    if (record.order > candidate.order) continue
    if (record.confirmed !== undefined || !mayBeASale(record)) continue
    if (oldest === undefined || record.order < oldest.order) oldest = record
  }
  return oldest
}

export interface GuardParts {
  readonly store: Pick<ReceiptStore, 'openLike'>
  /** What to do with a sale that repeats one whose answer may be lost. */
  readonly lostAnswer: 'hold' | 'print'
}

/** Why the sale of a receipt that is about to be accepted, or printed, may have been made already; undefined when nothing says so. */
export function reasonToHold(record: ReceiptRecord, { store, lostAnswer }: GuardParts): HoldReason | undefined {
  if (lostAnswer === 'print') return undefined
  const against = lostAnswerOf(store.openLike(record.fingerprint), record)
  return against === undefined ? undefined : { kind: 'lost-answer', against: against.uuid }
}
