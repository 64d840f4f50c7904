import type { AlarmName } from './alarms.ts'
import { leastFreeBytes } from './least-free-bytes.ts'
import { receiptSigns } from './receipt-signs.ts'
import { registerSigns } from './register-signs.ts'
import type { Sign, Snapshot } from './snapshot.ts'

function* hostSigns({ freeBytes, storeFailure }: Snapshot): Generator<Sign> {
  if (freeBytes !== undefined && freeBytes < leastFreeBytes) {
    yield { name: 'disk-space', subject: 'data', detail: `свободно ${Math.floor(freeBytes / 1_000_000)} МБ` }
  }
  if (storeFailure !== undefined) yield { name: 'store-failed', subject: 'data', detail: storeFailure }
}

/** Alarms that stand for as long as their cause does; the others are raised once and stand until a person has seen them. */
export const watchedAlarms = [
  'register-trouble',
  'wrong-register',
  'memory-reading',
  'paper-low',
  'paper-out',
  'cover-open',
  'printer',
  'fn-expires-in-30-days',
  'fn-expires-in-10-days',
  'fn-expires-in-3-days',
  'fn-expired',
  'fn-memory',
  'fn-failed',
  'ofd-silent-1-day',
  'ofd-silent-3-days',
  'ofd-silent-20-days',
  'ofd-blocked',
  'clock-drift',
  'shift-not-closed',
  'shift-expired',
  'unresolved',
  'held',
  'overdue',
  'unconfirmed',
  'receipts-waiting',
  'starvation',
  'push-backlog',
  'disk-space',
  'store-failed',
] as const satisfies readonly AlarmName[]

/** Every alarm that the snapshot gives cause for. Pure. */
export const alarmsOf = (snapshot: Snapshot): Sign[] => [
  ...snapshot.registers.flatMap((sight) => registerSigns(sight, snapshot.now)),
  ...receiptSigns(snapshot),
  ...hostSigns(snapshot),
]
