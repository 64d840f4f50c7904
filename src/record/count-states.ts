import type { ReceiptRecord, StateName } from './record.ts'

/** How many receipts are in each state. */
export type StateCounts = Partial<Record<StateName, number>>

export function countStates(records: readonly Pick<ReceiptRecord, 'state'>[]): StateCounts {
  const counts: StateCounts = {}
  for (const { state } of records) counts[state.name] = (counts[state.name] ?? 0) + 1
  return counts
}
