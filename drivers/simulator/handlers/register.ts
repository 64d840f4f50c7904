import type { AnyFields, Values } from '../../atol/commands/codec.ts'
import * as r from '../../atol/commands/registers.ts'
import { localOfSeconds } from '../../ffd/local-time.ts'
import { numberOf } from '../../ffd/tags.ts'
import { kopecks } from '../../money.ts'
import { refusals } from '../machine/errors.ts'
import { type Handler, on } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import { type ReceiptType, totalOf } from '../machine/open-receipt.ts'
import { receiptTypes } from '../machine/receipt-document.ts'
import { Refusal } from '../machine/refusal.ts'
import { ffdCodes } from '../machine/registration.ts'
import { registrations } from './fiscal-memory.ts'
import { receiptNumber, takings } from './state.ts'

type Value = (machine: Machine, p1: number, p2: number) => Uint8Array

const value = <A extends AnyFields>(
  register: r.RegisterCommand<A>,
  values: (machine: Machine, p1: number, p2: number) => Values<A>,
): readonly [number, Value] => [
  register.register,
  (machine, p1, p2) => r.encodeRegister(register, values(machine, p1, p2)),
]

/** Wire receipt types by sign of settlement, 1..4. */
const wireTypes = [1, 2, 4, 5] as const

const totalsOf = (machine: Machine, type: number) => {
  const entry = receiptTypes[type as ReceiptType]
  if (entry === undefined) throw new Refusal(refusals.wrongReceiptType)
  return machine.counters.shift.totals[entry.settlement - 1]
}

function shiftStateOf(machine: Machine): number {
  if (!machine.counters.shift.open) return 0
  return machine.shiftExpired ? 2 : 1
}

const none = new Uint8Array(0)
/** The font A of thermal printers. */
const dotsPerCharacter = 12

/** Registers with a known layout (protocol 4.7), each from the counters of the fiscal memory. */
const values: ReadonlyMap<number, Value> = new Map([
  value(r.paymentsSum, (machine, p1, p2) => ({ sum: totalsOf(machine, p1)?.paid[p2 - 1] ?? kopecks(0) })),
  value(r.receiptCount, (machine, p1) => ({ count: totalsOf(machine, p1)?.count ?? 0 })),
  value(r.cashInDrawer, (machine) => ({ sum: machine.cash > 0n ? machine.cash : kopecks(0) })),
  value(r.takings, (machine) => {
    const { income, expense } = takings(machine)
    const sum = income - expense
    return { negative: sum < 0n, sum: kopecks(sum < 0n ? -sum : sum) }
  }),
  value(r.clockTime, (machine) => ({ clock: localOfSeconds(machine.now) })),
  value(r.shiftState, (machine) => ({
    state: shiftStateOf(machine),
    at: machine.counters.shift.at === 0 ? localOfSeconds(machine.now) : localOfSeconds(machine.counters.shift.at),
  })),
  value(r.progress, (machine) => ({
    mode: machine.modeByte,
    receiptState: machine.receipt?.type ?? 0,
    receiptNumber: receiptNumber(machine),
    document: machine.memory.last,
  })),
  value(r.receiptSum, (machine) => ({
    sum: machine.receipt === undefined ? kopecks(0) : totalOf(machine.receipt),
  })),
  value(r.serialNumber, (machine) => ({ serial: machine.settings.serial })),
  value(r.printSettings, ({ settings: { model } }) => ({
    charactersPerLine: model.columns,
    dotsPerLine: model.columns * dotsPerCharacter,
    more: new Uint8Array(6),
  })),
  value(r.registrationData, (machine) => {
    const reports = registrations(machine)
    const { inn, registrationNumber } = machine.registration
    return {
      inn: inn.padStart(12, '0'),
      registrationNumber: registrationNumber.slice(-10),
      registrations: reports.length,
      day: localOfSeconds(numberOf(reports.at(-1)?.tags ?? [], 1012) ?? 0),
    }
  }),
  value(r.memoryData, (machine) => ({
    number: machine.registration.fn.slice(-8),
    day: localOfSeconds(numberOf(registrations(machine)[0]?.tags ?? [], 1012) ?? 0),
  })),
  value(r.grandTotal, (machine, p1) => {
    const entry = receiptTypes[p1 as ReceiptType]
    if (entry === undefined) throw new Refusal(refusals.wrongReceiptType)
    return { sum: machine.counters.grand[entry.settlement - 1] ?? kopecks(0) }
  }),
  value(r.unsentDocuments, (machine) => {
    const first = machine.firstUnsent
    return { count: first === undefined ? 0 : machine.memory.last - first + 1 }
  }),
  value(r.fnNumber, (machine) => ({ fn: machine.registration.fn })),
  value(r.lastReceipt, (machine) => {
    const last = machine.counters.lastReceipt
    if (last === undefined) throw new Refusal(refusals.fnNoData)
    return {
      document: last.number,
      type: wireTypes[last.settlement - 1] ?? 1,
      sum: last.total,
      at: localOfSeconds(last.at),
      sign: last.sign,
    }
  }),
  value(r.lastDocument, (machine) => ({ document: machine.memory.last, more: none })),
  value(r.fnShift, (machine) => ({
    receipt: machine.counters.shift.receipts,
    shift: machine.counters.shift.number,
    more: none,
  })),
  value(r.ffdVersions, (machine) => {
    const code = ffdCodes[machine.registration.ffd]
    return { register: code, fn: code }
  }),
  value(r.extendedError, (machine) => {
    const [command, code, first, second] = machine.extended
    const details = Buffer.alloc(4)
    details.writeUInt16BE(first, 0)
    details.writeUInt16BE(second, 2)
    return { command, code, details }
  }),
])

export const registerHandlers: readonly Handler[] = [
  on(r.readRegister, {}, (machine, { register, p1, p2 }) => {
    const read = values.get(register)
    if (read === undefined) throw new Refusal(refusals.wrongRegister)
    return { value: read(machine, p1, p2) }
  }),
]
