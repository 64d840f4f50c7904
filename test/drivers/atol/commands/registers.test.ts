import fc from 'fast-check'
import t from 'tap'
import type { AnyFields, Values } from '../../../../drivers/atol/commands/codec.ts'
import { decodeReply, encodeRequest } from '../../../../drivers/atol/commands/command.ts'
import {
  encodeRegister,
  extendedError,
  fnShift,
  lastDocument,
  lastReceipt,
  memoryData,
  paymentsSum,
  printSettings,
  progress,
  type RegisterCommand,
  registers,
  registrationData,
  serialNumber,
  shiftState,
  takings,
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

const money = fc.bigInt({ min: 0n, max: 10n ** 12n - 1n })
const day = fc.record({
  year: fc.integer({ min: 2000, max: 2099 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 31 }),
})
const digits = (size: number) =>
  fc.bigInt({ min: 0n, max: 10n ** BigInt(size) - 1n }).map((n) => `${n}`.padStart(size, '0'))

t.test('any value comes back from its bytes', async (t) => {
  const back = <A extends AnyFields>(register: RegisterCommand<A>, values: fc.Arbitrary<Values<A>>) =>
    fc.assert(
      fc.property(values, (sent) => t.match(valuesOf(register, hex(encodeRegister(register, sent))), sent as object)),
    )
  back(takings, fc.record({ negative: fc.boolean(), sum: money.map(kopecks) }))
  const two = fc.nat(99)
  back(progress, fc.record({ mode: two, receiptState: two, receiptNumber: fc.nat(9999), document: fc.nat(99_999_999) }))
  const more = fc.constant(new Uint8Array(6))
  back(printSettings, fc.record({ charactersPerLine: two, dotsPerLine: fc.nat(9999), more }))
  const registered = { inn: digits(12), registrationNumber: digits(10), registrations: fc.nat(9999), day }
  back(registrationData, fc.record(registered))
  back(memoryData, fc.record({ number: digits(8), day }))
})

t.test('other layouts', async (t) => {
  t.match(valuesOf(extendedError, '00 E8 02 06 03 F0 00 00'), { command: 0xe8, code: 0x0206 })
  t.match(valuesOf(lastDocument, '00 00 00 00 43 FF'), { document: 43 })
  t.match(valuesOf(fnShift, '00 00 02 00 00 07'), { receipt: 2, shift: 7 })
  t.match(valuesOf(printSettings, '48 05 76 00 00 00 00 00 00'), { charactersPerLine: 48, dotsPerLine: 576 })
  t.match(valuesOf(takings, '01 00 00 00 01 52 50'), { negative: true, sum: 15250n })
  t.match(valuesOf(progress, '41 01 00 12 00 00 00 43'), { mode: 0x41, receiptNumber: 12, document: 43 })
  t.match(valuesOf(registrationData, '00 77 07 08 38 93 00 01 04 72 91 00 01 23 11 26'), {
    inn: '007707083893',
    registrationNumber: '0001047291',
    registrations: 1,
    day: { year: 2026, month: 11, day: 23 },
  })
  t.match(valuesOf(memoryData, '00 00 12 34 23 11 26 00 00'), { number: '00001234' })
  t.match(valuesOf(shiftState, '02 16 05 24 12 31 59'), { state: 2, at: { day: 16, second: 59 } })
  t.equal(registers.get(51)?.name, 'lastReceipt')
  for (const [number, command] of registers) t.equal(command.register, number)
})
