import type { ReceiptStore } from '../store/receipt-store.ts'
import { mayBeASale } from './duplicate-guard.ts'
import type { ReceiptRecord, RefusedAttempt } from './record.ts'

/**
 * Whether its sale was made, or may yet be, after the refused attempt was accepted: by its place in the queue, or, for one that
 * waited longer, by when it was begun. Either is enough to ask a person, so a wall clock that jumps frees nothing by itself.
 */
function isSince({ order, history, state }: ReceiptRecord, refused: RefusedAttempt): boolean {
  if (order > refused.order || state.name !== 'registered') return true
  const begun = history.findLast((entry) => entry.state === 'printing')
  return begun !== undefined && begun.at >= refused.acceptedAt
}

/** Whether it waits for the very receipt that is asked about: then that one goes first. */
const waitsFor = ({ state }: ReceiptRecord, uuid: string): boolean =>
  state.name === 'held' && state.because.kind === 'lost-answer' && state.because.against === uuid

/**
 * The receipt that sold the goods of a refused one, the old or the new, before it came again (promise, rule 12): Bitrix24 may
 * send a refused check again at any time, and by then the manager may have printed a new check. Reads every record, so it is no
 * part of an answer. What cannot be read says nothing here: its check leaves a tombstone.
 */
export async function soldSince(
  store: Pick<ReceiptStore, 'all'>,
  again: Pick<ReceiptRecord, 'uuid' | 'fingerprint'>,
  refused: RefusedAttempt,
): Promise<string | undefined> {
  for await (const record of store.all(() => undefined)) {
    if (record.uuid === again.uuid || !mayBeASale(record) || waitsFor(record, again.uuid)) continue
    if (record.fingerprint !== again.fingerprint && record.fingerprint !== refused.fingerprint) continue
    if (isSince(record, refused)) return record.uuid
  }
  return undefined
}
