import type { ReceiptRecord, RefusedAttempt } from '../record/record.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { mayBeASale } from './duplicate-guard.ts'

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

/** What the records say of a sale made since. */
export type SaleSearch =
  | { readonly kind: 'sold'; readonly as: string }
  | { readonly kind: 'not-sold' }
  /** None is known, but one may be in what cannot be read; `passing`: an error of the disk, which may give it out another time. */
  | { readonly kind: 'unread'; readonly passing?: unknown }

/**
 * The receipt that sold the goods of a refused one, the old or the new, before it came again (promise, rule 12): Bitrix24 may
 * send a refused check again at any time, and by then the manager may have printed a new check. Reads every record, so it is no
 * part of an answer.
 */
export async function soldSince(
  store: Pick<ReceiptStore, 'all'>,
  again: Pick<ReceiptRecord, 'uuid' | 'fingerprint'>,
  refused: RefusedAttempt,
): Promise<SaleSearch> {
  const unread: unknown[] = []
  for await (const record of store.all((_, cause) => unread.push(cause))) {
    if (record.uuid === again.uuid || !mayBeASale(record) || waitsFor(record, again.uuid)) continue
    if (!isSince(record, refused)) continue
    if (record.fingerprint === again.fingerprint || record.fingerprint === refused.fingerprint) {
      return { kind: 'sold', as: record.uuid }
    }
    // A tombstone has forgotten what it sold.
    if (record.receipt === null) unread.push(new CorruptFile(record.uuid, 'only its name is known'))
  }
  if (unread.length === 0) return { kind: 'not-sold' }
  const passing = unread.find((cause) => !(cause instanceof CorruptFile))
  return { kind: 'unread', ...(passing !== undefined && { passing }) }
}
