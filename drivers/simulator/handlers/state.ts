import {
  readCash,
  readDeviceType,
  readLastError,
  readLastShiftTotals,
  readMode,
  readState,
  readVersion,
} from '../../atol/commands/state.ts'
import { localOfSeconds } from '../../ffd/local-time.ts'
import { kopecks, sumOf } from '../../money.ts'
import { refusals } from '../machine/errors.ts'
import { type Handler, on } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import { totalOf } from '../machine/open-receipt.ts'
import { Refusal } from '../machine/refusal.ts'

const protocolVersion = 1
const fiscalRegister = 1

const lastClosedShift = (machine: Machine): number => {
  const { open, number } = machine.counters.shift
  return open ? number - 1 : number
}

/** The number of the receipt to come. */
export const receiptNumber = ({ counters }: Machine): number => (counters.shift.open ? counters.shift.receipts : 0) + 1

/** Takings of a shift: sales less sale returns. */
export function takings(machine: Machine): { income: bigint; expense: bigint } {
  const [sale, saleReturn, buy, buyReturn] = machine.counters.shift.totals.map((one) => sumOf(one.paid))
  return { income: (sale ?? 0n) - (saleReturn ?? 0n), expense: (buy ?? 0n) - (buyReturn ?? 0n) }
}

export const stateHandlers: readonly Handler[] = [
  on(readState, {}, (machine) => ({
    cashier: machine.cashier,
    hall: 1,
    clock: localOfSeconds(machine.now),
    flags: {
      fiscalised: true,
      shiftOpen: machine.counters.shift.open,
      drawerClosed: false,
      paperPresent: !machine.is('paper-out'),
      coverOpen: machine.is('cover-open'),
      fnActivated: true,
      batteryAbsent: false,
    },
    serial: machine.settings.serial.slice(-8).padStart(8, '0'),
    model: machine.settings.model.id,
    version: '30',
    mode: machine.modeByte,
    receiptNumber: receiptNumber(machine),
    lastClosedShift: lastClosedShift(machine) % 10_000,
    receiptState: machine.receipt?.type ?? 0,
    sum: machine.receipt === undefined ? kopecks(0) : totalOf(machine.receipt),
    decimalPoint: 2,
    port: machine.settings.port,
  })),
  on(readMode, {}, (machine) => ({
    mode: machine.modeByte,
    flags: {
      noPaper: machine.is('paper-out'),
      noPrinterLink: machine.is('no-printer'),
      mechanicalError: machine.is('printer-broken'),
      cutterError: machine.is('cutter-broken'),
      overheat: machine.is('overheated'),
      paperJam: false,
      presenterError: machine.is('presenter-error'),
      paperLow: machine.is('paper-low'),
    },
  })),
  on(readDeviceType, {}, (machine) => ({
    protocol: protocolVersion,
    type: fiscalRegister,
    model: machine.settings.model.id,
    modeFlags: 0x1000,
    ...machine.settings.model.firmware,
    name: machine.settings.model.name,
  })),
  on(readVersion, {}, (machine, { source }) => {
    if (source !== 1 && source !== 3 && source !== 0x91) throw new Refusal(refusals.wrongFnParameter)
    return machine.settings.model.firmware
  }),
  // More may have been paid out than the drawer is known to hold; the wire has no sign.
  on(readCash, {}, (machine) => ({ sum: machine.cash > 0n ? machine.cash : kopecks(0) })),
  on(readLastShiftTotals, {}, (machine) => {
    const { income, expense } = takings(machine)
    return { income: kopecks(income > 0n ? income : 0n), expense: kopecks(expense > 0n ? expense : 0n) }
  }),
  on(readLastError, {}, (machine) => {
    if (machine.modeByte !== 0xf7) throw new Refusal(refusals.wrongMode)
    return { code: machine.extended[1] & 0xff, extended: 0 }
  }),
]
