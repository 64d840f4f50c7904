import type { Baseline, FiscalRegister } from '../../drivers/register.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { ReceiptRecord } from '../receipts/record.ts'
import type { RestoredReceipts } from '../receipts/restored.ts'
import type { Claims } from './claims.ts'
import type { Gate } from './gate.ts'

export interface AdmissionParts {
  readonly ledger: Ledger
  readonly claims: Claims
  readonly gate: Gate
  readonly restored: Pick<RestoredReceipts, 'has'>
}

/**
 * Whether an accepted receipt may be printed now. First what appeared in the fiscal memory unseen is claimed (promise, rule
 * 10), which may settle this very receipt, or show that these data are older than the memory; then the guard looks at it once more
 * (rules 16, 18).
 */
export async function admits(
  { ledger, claims, gate, restored }: AdmissionParts,
  record: ReceiptRecord,
  baseline: Baseline,
  register: FiscalRegister,
  zone: string,
  signal: AbortSignal,
): Promise<boolean> {
  await claims.catchUp(register, baseline, zone, signal)
  // The lane comes round between two portions; the receipt waits for the last one.
  if (claims.reading(baseline.fn) !== undefined) return false
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
  // A person who let it go knew of the document.
  if (doubt === 'possible' && current.releasedAt === undefined) {
    await ledger.apply(record.uuid, { type: 'hold', because: { kind: 'restored' } }, 'its record may have been lost')
    return false
  }
  return gate.admits(current)
}
