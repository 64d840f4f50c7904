import type { Baseline, FiscalRegister, RegisterStatus } from '../../drivers/register.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { RestoredReceipts } from '../receipts/restored.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { Claims } from './claims.ts'
import type { FiscalDocuments } from './fiscal-documents.ts'
import type { Gate } from './gate.ts'

export interface AdmissionParts {
  readonly ledger: Ledger
  readonly claims: Claims
  readonly documents: FiscalDocuments
  readonly gate: Gate
  readonly restored: Pick<RestoredReceipts, 'has' | 'wantsReading' | 'noteRead' | 'isUnreadElsewhere'>
  /** How long a closing command may be under way in any register, ms: nobody knows which one printed before the data were restored. */
  readonly closingTimeoutMs: () => number
}

type ReadingParts = Pick<AdmissionParts, 'documents' | 'restored' | 'closingTimeoutMs'>

/** A register of the shop, to be read. */
export interface Reader {
  readonly id: string
  readonly register: FiscalRegister
}

/** Whether the register has documents that nobody looked at yet, or must be read because the data were restored. */
export const isUnseen = (
  { documents, restored, closingTimeoutMs }: ReadingParts,
  registerId: string,
  { number, lastDocument }: RegisterStatus['fn'],
): boolean => documents.isBehind(number, lastDocument) || restored.wantsReading(registerId, closingTimeoutMs())

/**
 * Claims a portion of the documents that nobody looked at yet (promise, rule 10). Returns whether none is left; the lane comes back for
 * the rest.
 */
export async function looksThrough(
  { documents, restored, closingTimeoutMs }: ReadingParts,
  { id, register }: Reader,
  baseline: Baseline,
  signal: AbortSignal,
): Promise<boolean> {
  await documents.catchUp(register, baseline, signal)
  if (documents.reading(baseline.fn) !== undefined) return false
  await restored.noteRead(id, closingTimeoutMs())
  return true
}

/**
 * Whether an accepted receipt may be printed now. First what appeared in the fiscal memory unseen is claimed (promise, rule
 * 10), which may settle this very receipt, or show that these data are older than the memory; then the guard looks at it once more
 * (rules 16, 18).
 */
export async function admits(
  parts: AdmissionParts,
  record: ReceiptRecord,
  baseline: Baseline,
  reader: Reader,
  signal: AbortSignal,
): Promise<boolean> {
  const { ledger, claims, gate, restored } = parts
  if (!(await looksThrough(parts, reader, baseline, signal))) return false
  const current = await ledger.store.find(record.uuid)
  if (current?.state.name !== 'accepted' || current.revision !== record.revision) return false
  if (await claims.adopt(current)) return false
  const doubt = claims.doubtOf(current, baseline.fn)
  if (doubt === 'likely') {
    await ledger.apply(record.uuid, { type: 'doubtful', why: 'document-unreadable' }, 'it may be one of them')
    return false
  }
  if (restored.has(record.uuid)) {
    await ledger.apply(record.uuid, { type: 'hold', because: { kind: 'restored' } }, 'it waited in a restored backup')
    return false
  }
  // A person who released it knew of the document.
  if (current.releasedAt === undefined && (doubt === 'possible' || restored.isUnreadElsewhere(reader.id))) {
    await ledger.apply(record.uuid, { type: 'hold', because: { kind: 'restored' } }, 'its record may have been lost')
    return false
  }
  return gate.admits(current)
}
