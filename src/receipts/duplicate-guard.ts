import type { HoldReason, ReceiptRecord } from '../record/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'

/** Whether the receipt has become, or may still become, a document. */
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
 * The receipt that the candidate may repeat: the oldest other one with its fingerprint of which Bitrix24 is not known to have the
 * UUID; undefined when there is none. When Bitrix24 does not get the answer to PRINT, the manager prints the same sale again under a
 * new uuid (promise, rules 15 and 16). `open`: the receipts that the bridge still owes something.
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
  /** What to do with a receipt that repeats one whose answer may be lost. */
  readonly lostAnswer: 'hold' | 'print'
}

/** Why a receipt that is about to be accepted, or printed, must be held; undefined when it need not be. */
export function reasonToHold(record: ReceiptRecord, { store, lostAnswer }: GuardParts): HoldReason | undefined {
  if (lostAnswer === 'print') return undefined
  const against = lostAnswerOf(store.openLike(record.fingerprint), record)
  return against === undefined ? undefined : { kind: 'lost-answer', against: against.uuid }
}
