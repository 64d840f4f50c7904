import { extended, refusals } from './errors.ts'
import type { Condition } from './faults.ts'
import type { Rule } from './handler.ts'
import type { Machine } from './machine.ts'
import { ExtendedRefusal, Refusal } from './refusal.ts'

type Trouble = readonly [Condition, number]

/** The cover has no error of its own: it shows as no paper, with flag 5 of 3Fh (protocol 6). */
const printerTroubles: readonly Trouble[] = [
  ['paper-out', refusals.noPaper],
  ['cover-open', refusals.noPaper],
  ['no-printer', refusals.noPrinter],
  ['printer-broken', refusals.mechanical],
  ['cutter-broken', refusals.mechanical],
  ['overheated', refusals.overheated],
  ['presenter-error', refusals.mechanical],
]

const memoryTroubles: readonly Trouble[] = [
  ['fn-exchange', refusals.fnExchange],
  ['fn-closed', refusals.fnState],
  ['fn-fault', refusals.fnFault],
  ['fn-critical', refusals.fnFault],
  ['fn-expired', refusals.fnExpired],
  ['fn-full', refusals.fnFull],
]

function refuseFirst(machine: Machine, troubles: readonly Trouble[]): void {
  const trouble = troubles.find(([condition]) => machine.is(condition))
  if (trouble !== undefined) throw new Refusal(trouble[1])
}

/** Refuses what the printer cannot print now. */
export const checkPrinter = (machine: Machine): void => refuseFirst(machine, printerTroubles)

/** Refuses what the FN, the clock or the OFD do not allow now. */
export function checkFiscal(machine: Machine, rule: Rule): void {
  refuseFirst(machine, memoryTroubles)
  if (machine.now < machine.counters.lastAt) throw new Refusal(refusals.clockBehindFn)
  // The report that closes a shift is what a blocked register may still make.
  if (rule.shift !== 'open' && machine.is('ofd-30-days')) throw new Refusal(refusals.ofdLimit)
}

function checkShift(machine: Machine, rule: Rule): void {
  const { open } = machine.counters.shift
  if (rule.shift === 'closed' && open) throw new Refusal(refusals.shiftOpen)
  if ((rule.shift === 'open' || rule.shift === 'fresh') && !open) throw new Refusal(refusals.shiftClosed)
}

/** The checks in the order of protocol 10, from the mode on. Throws the Refusal of the first that fails. */
export function check(machine: Machine, rule: Rule): void {
  const { receipt } = machine
  if (rule.modes !== undefined && (machine.busy || !rule.modes.includes(machine.mode))) {
    throw new Refusal(refusals.wrongMode)
  }
  if (rule.prints === true && receipt?.silent !== true) checkPrinter(machine)
  if (rule.fiscal === true) checkFiscal(machine, rule)
  if (rule.shift === 'fresh' && machine.shiftExpired) throw new Refusal(refusals.shiftExpired)
  checkShift(machine, rule)
  if (rule.receipt === 'open' && receipt === undefined) throw new Refusal(refusals.receiptClosed)
  if (rule.receipt === 'closed' && receipt !== undefined) throw new Refusal(refusals.receiptOpen)
  if (rule.position === 'open' && receipt?.position === undefined) {
    throw new ExtendedRefusal(extended.positionClosed)
  }
  if (rule.position === 'closed' && receipt?.position !== undefined) throw new ExtendedRefusal(extended.positionOpen)
}
