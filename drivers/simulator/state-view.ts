import { formatKopecks } from '../money.ts'
import type { Machine, Surroundings } from './machine/machine.ts'
import { totalOf } from './machine/open-receipt.ts'

/** The device as the control API and tests see it: plain JSON. */
export function describe(machine: Machine | undefined, around: Surroundings): object {
  const faults = { happened: around.faults.counts, armed: around.faults.pending.map((fault) => ({ ...fault })) }
  const conditions = [...around.conditions].sort()
  if (machine === undefined) return { conditions, faults }
  const { counters, receipt, registration, settings } = machine
  return {
    serial: settings.serial,
    model: settings.model.name,
    fn: registration.fn,
    registrationNumber: registration.registrationNumber,
    ffd: registration.ffd,
    mode: machine.modeByte,
    shift: {
      state: machine.shiftExpired ? 'expired' : counters.shift.open ? 'open' : 'closed',
      number: counters.shift.number,
      receipts: counters.shift.receipts,
    },
    receipt:
      receipt === undefined
        ? null
        : { type: receipt.type, positions: receipt.positions.length, total: formatKopecks(totalOf(receipt)) },
    cash: formatKopecks(machine.cash),
    lastDocument: machine.memory.last,
    firstUnsent: machine.firstUnsent ?? null,
    conditions,
    faults,
  }
}
