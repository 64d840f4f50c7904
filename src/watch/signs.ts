import { receiptSigns } from './receipt-signs.ts'
import { registerSigns } from './register-signs.ts'
import type { Sign, Snapshot } from './snapshot.ts'

/** Free space of the disk below which it counts as full, bytes: a year of a busy shop takes less, and there must be time to notice. */
export const leastFreeBytes = 500_000_000

function* hostSigns({ freeBytes, storeFailure }: Snapshot): Generator<Sign> {
  if (freeBytes !== undefined && freeBytes < leastFreeBytes) {
    yield { name: 'disk-space', subject: 'data', detail: `свободно ${Math.floor(freeBytes / 1_000_000)} МБ` }
  }
  if (storeFailure !== undefined) yield { name: 'store-failed', subject: 'data', detail: storeFailure }
}

/** Every watched alarm that the snapshot gives cause for. Pure. */
export const alarmsOf = (snapshot: Snapshot): Sign[] => [
  ...snapshot.registers.flatMap((sight) => registerSigns(sight, snapshot.now)),
  ...receiptSigns(snapshot),
  ...hostSigns(snapshot),
]
