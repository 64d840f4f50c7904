import type { Clock } from '../../drivers/clock.ts'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import { shortPath } from '../alarms/read-failure.ts'
import { isUuid } from '../record/identity.ts'
import { type ReceiptRecord, recordFormat } from '../record/record.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import type { Ledger } from './ledger.ts'

export interface EntombParts {
  readonly ledger: Ledger
  readonly board: AlarmBoard
  /** The register that the tombstone stops: that of the receipt is lost with the record. */
  readonly registerId: string
  readonly clock: Clock
}

/**
 * Puts unreadable records aside and leaves a tombstone under the UUID of each (promise, rule 10). Then Bitrix24 hears WAIT, the
 * same check is not printed again, and a person, or a document with its mark, decides.
 */
export async function entomb(unreadable: readonly UnreadableRecord[], parts: EntombParts): Promise<void> {
  for (const one of unreadable) await parts.ledger.store.exclusive(one.uuid, () => entombOne(one, parts))
}

/**
 * The same for one record; the caller holds its lock. A closed copy gets no tombstone when the open record is readable, which is
 * the newer of the two.
 */
export async function entombOne(unreadable: UnreadableRecord, parts: EntombParts): Promise<void> {
  const { ledger } = parts
  const { store } = ledger
  const { uuid } = unreadable
  const suffix = String(parts.clock.now())
  await putAside(unreadable, parts, suffix)
  if (isUuid(uuid) && !store.isOpen(uuid)) await ledger.write(await tombstone(uuid, parts))
  await store.removeUnreadable(unreadable, suffix)
}

/** Copies the unreadable file to a name that says so, and raises the alarm. */
export async function putAside(
  unreadable: UnreadableRecord,
  { board, ledger }: EntombParts,
  suffix: string,
): Promise<void> {
  const aside = await ledger.store.setAside(unreadable, suffix)
  board.raise('record-unreadable', unreadable.uuid, shortPath(aside))
}

/** Revision of the closed copy, 0 without a readable one: the tombstone must have a higher one. */
async function closedRevision(uuid: string, { ledger }: EntombParts): Promise<number> {
  try {
    return (await ledger.store.findClosed(uuid))?.revision ?? 0
  } catch (error) {
    if (error instanceof CorruptFile) return 0
    throw error
  }
}

/** The record that stands for a receipt of which only the UUID is left. */
export async function tombstone(uuid: string, parts: EntombParts): Promise<ReceiptRecord> {
  const { ledger, registerId } = parts
  const record: ReceiptRecord = {
    format: recordFormat,
    revision: await closedRevision(uuid, parts),
    uuid,
    order: 0,
    mode: 'ACTIVE',
    registerId,
    bitrixUuid: '',
    type: '',
    content: '',
    fingerprint: '',
    access: '',
    receipt: null,
    acceptedAt: ledger.instant(),
    state: { name: 'unresolved', why: 'record-unreadable' },
    history: [],
  }
  return ledger.noted(record, 'entombed')
}
