import type { ReceiptRecord, RefusedAttempt } from '../record/record.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { mayBeASale } from './duplicate-guard.ts'

/**
 * Whether the receipt was sold, or may yet be, after the refused attempt was accepted: by its place in the queue or by the time its
 * print began. Either is enough to ask a person, so a wall clock that jumps lets nothing go by itself.
 */
function isSince({ order, history, state }: ReceiptRecord, refused: RefusedAttempt): boolean {
  if (order > refused.order || state.name !== 'registered') return true
  const begun = history.findLast((entry) => entry.state === 'printing')
  return begun !== undefined && begun.at >= refused.acceptedAt
}

/** Whether the receipt is held against that one. */
const waitsFor = ({ state }: ReceiptRecord, uuid: string): boolean =>
  state.name === 'held' && state.because.kind === 'lost-answer' && state.because.against === uuid

/** What the records say of a sale made since the refusal. */
export type SaleSearch =
  | { readonly kind: 'sold'; readonly as: string }
  | { readonly kind: 'not-sold' }
  /** A record that cannot be read may be the sale. `passing`: the error, when another try may read it. */
  | { readonly kind: 'unread'; readonly passing?: unknown }

/**
 * Looks for a receipt that sold the goods of a refused one, its old or its new ones, before it came again (promise, rule 12).
 * Bitrix24 may send a refused check again at any time, and by then the manager may have printed a new one. Reads every record, so
 * no answer waits for it.
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
    // A tombstone does not know its goods.
    if (record.receipt === null) unread.push(new CorruptFile(record.uuid, 'only its name is known'))
  }
  if (unread.length === 0) return { kind: 'not-sold' }
  const passing = unread.find((cause) => !(cause instanceof CorruptFile))
  return { kind: 'unread', ...(passing !== undefined && { passing }) }
}
