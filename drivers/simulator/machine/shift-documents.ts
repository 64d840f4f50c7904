import { numberOf, type Tag } from '../../ffd/tags.ts'
import type { Machine } from './machine.ts'

const flag = (tag: number, raised: boolean): Tag[] => (raised ? [{ tag, value: 1 }] : [])

/** What every report says of the FN and the OFD (fiscal-data 5.4, 8): undelivered documents, warnings. */
export function reportTags(machine: Machine): Tag[] {
  const first = machine.firstUnsent
  const since = first === undefined ? undefined : numberOf(machine.memory.get(first)?.tags ?? [], 1012)
  return [
    { tag: 1097, value: first === undefined ? 0 : machine.memory.last - first + 1 },
    ...(first === undefined ? [] : [{ tag: 1116, value: first }]),
    ...(since === undefined ? [] : [{ tag: 1098, value: since }]),
    ...flag(1050, machine.is('fn-keys-30-days')),
    ...flag(1051, machine.is('fn-replace')),
    ...flag(1052, machine.is('fn-memory-90')),
    ...flag(1053, machine.is('fn-ofd-overdue')),
  ]
}

/** Makes the shift opening report (code 2). */
export async function makeShiftOpening(machine: Machine): Promise<void> {
  await machine.commit(2, [
    ...machine.operation,
    { tag: 1038, value: machine.counters.shift.number + 1 },
    ...reportTags(machine),
  ])
}

/** Makes the shift closing report (code 5). */
export async function makeShiftClosing(machine: Machine): Promise<void> {
  const { shift } = machine.counters
  await machine.commit(5, [
    ...machine.operation,
    { tag: 1038, value: shift.number },
    { tag: 1111, value: shift.documents + 1 },
    { tag: 1118, value: shift.receipts },
    ...reportTags(machine),
  ])
  machine.around.conditions.delete('shift-24h')
}
