import t from 'tap'
import { decodeReply, encodeRequest } from '../../../../drivers/atol/commands/command.ts'
import {
  decodeRegister,
  encodeRegister,
  extendedError,
  fnShift,
  lastDocument,
  lastReceipt,
  paymentsSum,
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

t.test('register 51, both directions', async (t) => {
  t.equal(hex(encodeRequest(lastReceipt, {})), '91 33 00 00')
  t.match(decodeReply(lastReceipt, fromHex(`55 00 ${published}`)).values, receipt)
  t.match(decodeRegister(lastReceipt, fromHex(published)), receipt)
  t.equal(hex(encodeRegister(lastReceipt, receipt)), published)
  for (let size = 0; size < 23; size++) {
    t.throws(() => decodeRegister(lastReceipt, fromHex(published).subarray(0, size)), LayoutError)
  }
})

t.test('requests carry the parameters, and are known to the table as the raw command', async (t) => {
  t.equal(hex(encodeRequest(paymentsSum, { p1: 1, p2: 2 })), '91 03 01 02')
  t.equal(hex(encodeRequest(shiftState, { p2: 1 })), '91 12 00 01')
  t.equal(commandOf(encodeRequest(shiftState, {}))?.name, 'readRegister')
})

t.test('a serial number has seven bytes online and four in older registers', async (t) => {
  t.equal(decodeRegister(serialNumber, fromHex('00 10 61 00 00 00 42')).serial, '00106100000042')
  t.equal(decodeRegister(serialNumber, fromHex('00 12 34 56')).serial, '00123456')
  t.equal(hex(encodeRegister(serialNumber, { serial: '00106100000042' })), '00 10 61 00 00 00 42')
  t.throws(() => decodeRegister(serialNumber, fromHex('')), LayoutError)
})

t.test('other layouts', async (t) => {
  t.match(decodeRegister(extendedError, fromHex('00 E8 02 06 03 F0 00 00')), { command: 0xe8, code: 0x0206 })
  t.match(decodeRegister(lastDocument, fromHex('00 00 00 00 43 FF')), { document: 43 })
  t.match(decodeRegister(fnShift, fromHex('00 00 02 00 00 07')), { receipt: 2, shift: 7 })
  t.match(decodeRegister(shiftState, fromHex('02 16 05 24 12 31 59')), { state: 2, at: { day: 16, second: 59 } })
  t.equal(registers.get(51)?.name, 'lastReceipt')
  for (const [number, command] of registers) t.equal(command.register, number)
})
