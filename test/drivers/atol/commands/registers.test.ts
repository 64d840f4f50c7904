import t from 'tap'
import type { AnyFields, Values } from '../../../../drivers/atol/commands/codec.ts'
import { decodeReply, encodeRequest } from '../../../../drivers/atol/commands/command.ts'
import {
  encodeRegister,
  extendedError,
  fnShift,
  lastDocument,
  lastReceipt,
  paymentsSum,
  type RegisterCommand,
  registers,
  serialNumber,
  shiftState,
} from '../../../../drivers/atol/commands/registers.ts'
import { commandOf } from '../../../../drivers/atol/commands/table.ts'
import { fromHex, hex, LayoutError } from '../../../../drivers/bytes.ts'
import { kopecks } from '../../../../drivers/money.ts'

// The published reply to 91 33, trace step T12.
const published = '00 00 00 00 43 01 00 00 00 00 01 52 50 16 05 24 12 31 28 74 31 69 05 00 00 00'
const receipt = {
  document: 43,
  type: 1,
  sum: kopecks(15250),
  at: { year: 2024, month: 5, day: 16, hour: 12, minute: 31, second: 0 },
  sign: '2874316905',
}

/** What the register's reply says. */
const valuesOf = <A extends AnyFields>(register: RegisterCommand<A>, value: string): Values<A> | undefined =>
  decodeReply(register, fromHex(`55 00 ${value}`)).values

t.test('register 51, both directions', async (t) => {
  t.equal(hex(encodeRequest(lastReceipt, {})), '91 33 00 00')
  t.match(valuesOf(lastReceipt, published), receipt)
  t.equal(hex(encodeRegister(lastReceipt, receipt)), published)
  for (let size = 0; size < 23; size++) {
    t.throws(() => valuesOf(lastReceipt, published.slice(0, size * 3)), LayoutError)
  }
})

t.test('requests carry the parameters, and are known to the table as the raw command', async (t) => {
  t.equal(hex(encodeRequest(paymentsSum, { p1: 1, p2: 2 })), '91 03 01 02')
  t.equal(hex(encodeRequest(shiftState, { p2: 1 })), '91 12 00 01')
  t.equal(commandOf(encodeRequest(shiftState, {}))?.name, 'readRegister')
})

t.test('a serial number has seven bytes online and four in older registers', async (t) => {
  t.equal(valuesOf(serialNumber, '00 10 61 00 00 00 42')?.serial, '00106100000042')
  t.equal(valuesOf(serialNumber, '00 12 34 56')?.serial, '00123456')
  t.equal(hex(encodeRegister(serialNumber, { serial: '00106100000042' })), '00 10 61 00 00 00 42')
  t.throws(() => valuesOf(serialNumber, ''), LayoutError)
})

t.test('other layouts', async (t) => {
  t.match(valuesOf(extendedError, '00 E8 02 06 03 F0 00 00'), { command: 0xe8, code: 0x0206 })
  t.match(valuesOf(lastDocument, '00 00 00 00 43 FF'), { document: 43 })
  t.match(valuesOf(fnShift, '00 00 02 00 00 07'), { receipt: 2, shift: 7 })
  t.match(valuesOf(shiftState, '02 16 05 24 12 31 59'), { state: 2, at: { day: 16, second: 59 } })
  t.equal(registers.get(51)?.name, 'lastReceipt')
  for (const [number, command] of registers) t.equal(command.register, number)
})
