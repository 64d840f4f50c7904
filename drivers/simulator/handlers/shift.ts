import { closeShift, openShift } from '../../atol/commands/shift.ts'
import { numberOf, type Tag } from '../../ffd/tags.ts'
import { refusals } from '../errors.ts'
import { done, type Handler, on } from '../handler.ts'
import { durationOf } from '../latency.ts'
import type { Machine } from '../machine.ts'
import { Refusal } from '../refusal.ts'

/** Bit 0 of the flags of registration commands: try, execute nothing. */
export const testOnly = (flags: number): boolean => (flags & 1) === 1

const present = (tag: number, condition: boolean): Tag[] => (condition ? [{ tag, value: 1 }] : [])

function reportTags(machine: Machine): Tag[] {
  const first = machine.firstUnsent
  const unsentSince = first === undefined ? undefined : numberOf(machine.memory.get(first)?.tags ?? [], 1012)
  return [
    { tag: 1097, value: first === undefined ? 0 : machine.memory.last - first + 1 },
    ...(first === undefined ? [] : [{ tag: 1116, value: first }]),
    ...(unsentSince === undefined ? [] : [{ tag: 1098, value: unsentSince }]),
    ...present(1050, machine.is('fn-keys-30-days')),
    ...present(1051, machine.is('fn-replace')),
    ...present(1052, machine.is('fn-memory-90')),
    ...present(1053, machine.is('fn-ofd-overdue')),
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

async function makeShiftClosing(machine: Machine): Promise<void> {
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

export const shiftHandlers: readonly Handler[] = [
  on(
    openShift,
    { modes: [1], prints: true, fiscal: true, shift: 'closed', receipt: 'closed' },
    async (machine, { flags }) => {
      if (!testOnly(flags)) await makeShiftOpening(machine)
      return done
    },
  ),
  on(closeShift, { modes: [3], prints: true, fiscal: true, shift: 'open', receipt: 'closed' }, async (machine) => {
    await makeShiftClosing(machine)
    if (machine.is('paper-out')) {
      // The report is in the fiscal memory; what is missing is its paper, and no mode is entered before it (protocol 4.10).
      await machine.kept.change({ reportUnprinted: true })
      throw new Refusal(refusals.noPaper)
    }
    const begun = machine.around.clock.monotonic()
    const printing = durationOf(machine.settings.latency, 'report')
    machine.mode = 0
    machine.phases = [
      { mode: 0x23, until: begun + printing },
      { mode: 0x17, until: begun + printing * 1.25 },
    ]
    return done
  }),
]
