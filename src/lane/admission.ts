import type { Baseline, FiscalRegister } from '../../drivers/register.ts'
import type { ReceiptRecord } from '../receipts/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import type { Claims } from './claims.ts'
import type { Gate } from './gate.ts'

export interface AdmissionParts {
  readonly store: ReceiptStore
  readonly claims: Claims
  readonly gate: Gate
}

/**
 * Whether an accepted receipt may be printed now. First what appeared in the fiscal memory unseen is claimed (promise, rule
 * 10), which may settle this very receipt; then the guard looks at it once more (rules 16, 18).
 */
export async function admits(
  { store, claims, gate }: AdmissionParts,
  record: ReceiptRecord,
  baseline: Baseline,
  register: FiscalRegister,
  zone: string,
  signal: AbortSignal,
): Promise<boolean> {
  await claims.catchUp(register, baseline, zone, signal)
  const current = await store.find(record.uuid)
  if (current?.state.name !== 'accepted' || current.revision !== record.revision) return false
  if (await claims.adopt(current)) return false
  return gate.admits(current)
}
