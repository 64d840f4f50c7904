import { closeShift, openShift } from '../../atol/commands/shift.ts'
import { refusals } from '../machine/errors.ts'
import { done, type Handler, on, testOnly } from '../machine/handler.ts'
import { durationOf } from '../machine/latency.ts'
import { Refusal } from '../machine/refusal.ts'
import { makeShiftClosing, makeShiftOpening } from '../machine/shift-documents.ts'

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
