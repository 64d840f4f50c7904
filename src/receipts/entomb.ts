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
  /** Register that stops for it: which one it was for is lost with the rest. */
  readonly registerId: string
  readonly clock: Clock
}

/**
 * Puts unreadable records aside and leaves a tombstone under each one's own UUID (promise, rule 10): Bitrix24 hears WAIT,
 * the same check is not printed again, and a person, or a document with its mark, decides.
 */
export async function entomb(unreadable: readonly UnreadableRecord[], parts: EntombParts): Promise<void> {
  for (const one of unreadable) await parts.ledger.store.exclusive(one.uuid, () => entombOne(one, parts))
}

/**
 * The same for one record, whose lock the caller holds. A record that is open and readable needs no tombstone for its
 * closed copy: it is the newer of the two.
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

/** Copies what the file holds to a name of its own, where it can be read, and says so. */
export async function putAside(
  unreadable: UnreadableRecord,
  { board, ledger }: EntombParts,
  suffix: string,
): Promise<void> {
  const aside = await ledger.store.setAside(unreadable, suffix)
  board.raise('record-unreadable', unreadable.uuid, shortPath(aside))
}

/** Revision of the closed copy, which the tombstone of a newer record must outrank. */
async function closedRevision(uuid: string, { ledger }: EntombParts): Promise<number> {
  try {
    return (await ledger.store.findClosed(uuid))?.revision ?? 0
  } catch (error) {
    if (error instanceof CorruptFile) return 0
    throw error
  }
}

/** What stands for a receipt of which only the name is left. */
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
