import { basename, dirname, join } from 'node:path'
import type { Clock } from '../../drivers/clock.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import type { AlarmBoard } from '../watch/alarm-board.ts'
import { isUuid } from './identity.ts'
import type { Ledger } from './ledger.ts'
import { type ReceiptRecord, recordFormat } from './record.ts'

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

/** The same for one record, whose lock the caller holds. */
export async function entombOne(unreadable: UnreadableRecord, parts: EntombParts): Promise<void> {
  const { ledger, board, registerId, clock } = parts
  const aside = await ledger.store.setAside(unreadable, String(clock.now()))
  board.raise('record-unreadable', unreadable.uuid, join(basename(dirname(aside)), basename(aside)))
  if (isUuid(unreadable.uuid)) await ledger.write(tombstone(unreadable.uuid, registerId, ledger))
}

function tombstone(uuid: string, registerId: string, ledger: Ledger): ReceiptRecord {
  const record: ReceiptRecord = {
    format: recordFormat,
    revision: 0,
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
