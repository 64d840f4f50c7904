import t from 'tap'
import { powerOff, setDate, setTime } from '../../../drivers/atol/commands/clock.ts'
import { refund, registerItem, sell, voidItem } from '../../../drivers/atol/commands/compatibility.ts'
import {
  readFnVersion,
  readNextRegistrationTlv,
  readRegistration,
} from '../../../drivers/atol/commands/fiscal-memory.ts'
import { voidPayment } from '../../../drivers/atol/commands/payment.ts'
import {
  beep,
  continueBarcode,
  openDrawer,
  printBarcode,
  printCliche,
  printDemo,
  printField,
  printLine,
} from '../../../drivers/atol/commands/printing.ts'
import { cancelReceipt, discountReceipt, openReceipt, taxReceipt } from '../../../drivers/atol/commands/receipt.ts'
import * as r from '../../../drivers/atol/commands/registers.ts'
import { clearReprint, printDocument, reprintLast } from '../../../drivers/atol/commands/reports.ts'
import { readLastShiftTotals } from '../../../drivers/atol/commands/state.ts'
import { amountOf, nestedOf, numberOf, textOf } from '../../../drivers/ffd/tags.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { type BenchRegister, benchRegister } from './bench-register.ts'

const plain = { flags: 0, price: kopecks(1000), quantity: quantity(1000) }
const registered = {
  ...plain,
  name: 'Ключ',
  discountType: 1,
  discountSign: 0,
  discount: kopecks(100),
  tax: 2,
  section: 0,
  text: '',
  reserved: 0,
}
const lastTags = (register: BenchRegister) => register.machine.memory.records.at(-1)?.tags ?? []
const itemSums = (register: BenchRegister) => nestedOf(lastTags(register), 1059).map((item) => amountOf(item, 1043))

t.test('positions of FFD 1.0', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  await register.ask(printLine, { text: 'Гайка М6' })
  t.equal(await register.error(sell, { ...plain, section: 0 }), 0, 'opens the receipt itself')
  t.equal(await register.error(registerItem, registered), 0)
  t.equal(
    await register.error(registerItem, { ...registered, discountSign: 1, discountType: 0, discount: kopecks(1000) }),
    0,
  )
  t.equal(await register.error(registerItem, { ...registered, discount: kopecks(1001) }), 0x7b)
  t.equal(await register.error(registerItem, { ...registered, tax: 99 }), 0xee)
  t.equal(await register.error(registerItem, { ...registered, quantity: quantity(0) }), 0x0a)
  t.equal(await register.error(voidItem, { ...plain, price: kopecks(900) }), 0)
  t.equal(await register.error(voidItem, { ...plain, price: kopecks(900) }), 0x43)
  t.equal(await register.closeReceipt(), 0)
  t.same(itemSums(register), [1000n, 1100n])
  t.equal(textOf(nestedOf(lastTags(register), 1059)[0] ?? [], 1030), 'Гайка М6')
  t.equal(await register.error(registerItem, registered), 0x9a, 'E6 opens none')
  t.equal(await register.error(refund, plain), 0)
  t.equal(await register.closeReceipt(), 0)
  t.equal(numberOf(lastTags(register), 1054), 2)
})

t.test('a discount of the receipt takes kopecks only', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  await register.begin()
  await register.item({ price: kopecks(10_099), quantity: quantity(1000), sum: kopecks(10_099) })
  const discount = { flags: 0, area: 0, type: 1, sign: 0, size: kopecks(0) }
  t.equal(await register.error(discountReceipt, { ...discount, area: 1 }), 0x7b)
  t.equal(await register.error(discountReceipt, { ...discount, type: 0 }), 0x7b)
  t.equal(await register.error(discountReceipt, { ...discount, size: kopecks(100) }), 0x7b)
  t.equal(await register.error(taxReceipt, { flags: 0, area: 0, tax: 1, sum: kopecks(1) }), 0)
  t.equal(await register.error(taxReceipt, { flags: 0, area: 0, tax: 1, sum: kopecks(20_000) }), 0xdf)
  t.equal(await register.error(taxReceipt, { flags: 0, area: 0, tax: 99, sum: kopecks(0) }), 0xee)
  t.equal(await register.error(discountReceipt, discount), 0)
  t.equal(await register.error(discountReceipt, discount), 0x7c)
  t.equal(await register.item(), 0x7c, 'no position after it')
  t.equal(await register.pay(2, 5000n), 0)
  t.equal(await register.error(voidPayment, { flags: 0, form: 2, sum: kopecks(5001) }), 0x70)
  t.equal(await register.error(voidPayment, { flags: 0, form: 2, sum: kopecks(1000) }), 0)
  t.equal(await register.pay(1, 6000n), 0)
  t.equal(await register.closeReceipt(), 0)
  t.equal(amountOf(lastTags(register), 1020), 10_000n)
  t.equal(amountOf(lastTags(register), 1081), 4000n)
})

t.test('a correction receipt has one position', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  await register.ask(openReceipt, { flags: 0, type: 7 })
  t.equal(await register.requisite({ tag: 1173, value: Uint8Array.of(0) }), 0)
  t.equal(await register.item(), 0)
  t.equal(await register.item(), 0xee)
  await register.ask(cancelReceipt, {})
  await register.ask(openReceipt, { flags: 0, type: 9 })
  await register.item()
  t.equal(await register.closeReceipt(), 0)
  t.equal(register.machine.memory.records.at(-1)?.code, 31)
  t.equal(numberOf(lastTags(register), 1054), 3)
})

t.test('an electronic receipt needs no paper', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  register.machine.around.conditions.add('paper-out')
  t.equal(await register.error(openReceipt, { flags: 0, type: 1 }), 0x67)
  t.equal(await register.error(openReceipt, { flags: 4, type: 1 }), 0)
  t.equal(await register.item(), 0)
  t.equal(await register.closeReceipt(), 0)
})

t.test('paper that ran out after the document: an error, and the document is there', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  await register.begin()
  await register.item()
  register.fault('paper-out@4A:after-commit')
  t.equal(await register.closeReceipt(), 0x67)
  t.equal(register.machine.memory.last, 3)
  t.equal(register.machine.receipt, undefined)
})

t.test('registers', async (t) => {
  const register = await benchRegister({}, undefined, new VirtualClock(Date.UTC(2026, 10, 23, 10, 16, 5)))
  t.equal(await register.error(r.lastReceipt, {}), 0xda, 'no receipt yet')
  await register.openShift()
  await register.sale()
  await register.begin(2)
  await register.item({ sum: kopecks(5500), quantity: quantity(1000) })
  await register.closeReceipt(2)
  await register.begin()
  await register.item()
  t.match(await register.ask(r.lastReceipt, {}), { document: 4, type: 2, sum: 5500n, at: { hour: 13, minute: 16 } })
  t.equal((await register.ask(r.paymentsSum, { p1: 1, p2: 1 })).sum, 11_000n)
  t.equal((await register.ask(r.paymentsSum, { p1: 2, p2: 2 })).sum, 5500n)
  t.equal((await register.ask(r.receiptCount, { p1: 1 })).count, 1)
  t.equal((await register.ask(r.grandTotal, { p1: 2 })).sum, 5500n)
  t.equal(await register.error(r.receiptCount, { p1: 3 }), 0x6a)
  t.equal(await register.error(r.grandTotal, { p1: 3 }), 0x6a)
  t.equal((await register.ask(r.cashInDrawer, {})).sum, 11_000n)
  t.equal((await register.ask(r.receiptSum, {})).sum, 11_000n)
  t.equal((await register.ask(r.shiftState, {})).state, 1)
  t.equal((await register.ask(r.clockTime, {})).clock.second, 5)
  t.equal((await register.ask(r.serialNumber, {})).serial, '00106100000042')
  t.match(await register.ask(r.printSettings, {}), { charactersPerLine: 48, dotsPerLine: 576 })
  t.same(await register.ask(r.takings, {}), { negative: false, sum: 5500n })
  t.match(await register.ask(r.progress, {}), { mode: 1, receiptState: 1, receiptNumber: 3, document: 4 })
  const day = { year: 2026, month: 11, day: 23 }
  const registered = { inn: '007707083893', registrationNumber: '0001047291', registrations: 1, day }
  t.match(await register.ask(r.registrationData, {}), registered)
  t.match(await register.ask(r.memoryData, {}), { number: '00001234', day })
  t.equal((await register.ask(r.unsentDocuments, {})).count, 0)
  t.equal((await register.ask(r.fnNumber, {})).fn, '9999078900001234')
  t.equal((await register.ask(r.lastDocument, {})).document, 4)
  t.match(await register.ask(r.fnShift, {}), { receipt: 2, shift: 1 })
  t.match(await register.ask(r.ffdVersions, {}), { register: 4, fn: 4 })
  t.equal(await register.error(r.readRegister, { register: 99, p1: 0, p2: 0 }), 0x6c)
  t.match(await register.ask(readLastShiftTotals, {}), { income: 5500n, expense: 0n })
})

t.test('paper, drawer, sound, clock, registration data', async (t) => {
  const register = await benchRegister()
  t.equal(await register.error(printDemo, { type: 0 }), 0)
  t.equal(await register.error(printCliche, {}), 0)
  t.equal(await register.error(openDrawer, {}), 0)
  t.equal(await register.error(beep, {}), 0)
  const two = new Uint8Array(2)
  const barcode = { type: 0, align: 0, width: 4, correction: 0, rows: 0, columns: 0 }
  const data = Buffer.from('https://example.ru')
  t.equal(
    await register.error(printBarcode, {
      ...barcode,
      version: two,
      options: two,
      proportions: two,
      pixelProportions: two,
      data,
    }),
    0,
  )
  t.equal(await register.error(continueBarcode, { last: 1, data }), 0)
  const field = {
    flags: 0,
    printer: 1,
    font: 0,
    vertical: 0,
    spacing: 0,
    brightness: 0,
    receiptTape: 1,
    journalTape: 1,
    format: 0,
  }
  t.equal(await register.error(printField, { ...field, text: 'Спасибо' }), 0)
  t.equal(register.machine.around.slips.at(-1), 'Спасибо')
  t.equal(await register.error(setDate, { date: { year: 2027, month: 2, day: 29 } }), 0x94)
  t.equal(await register.error(setDate, { date: { year: 2027, month: 2, day: 28 } }), 0)
  t.equal(await register.error(setTime, { hour: 25, minute: 0, second: 0 }), 0x95)
  t.equal(await register.error(setTime, { hour: 5, minute: 0, second: 0 }), 0)
  t.match(await register.ask(r.clockTime, {}), { clock: { year: 2027, month: 2, day: 28, hour: 5 } })
  t.equal((await register.ask(readFnVersion, {})).serial, false)
  t.equal(await register.error(readNextRegistrationTlv, {}), 0xda)
  t.match(await register.ask(readRegistration, {}), { inn: '7707083893', taxSystems: 1 })
  t.equal(await register.error(readNextRegistrationTlv, {}), 0)
  t.equal(await register.error(readRegistration, { registration: 2 }), 0xda)
  await register.mode(6)
  t.equal(await register.error(printDocument, { document: 1 }), 0)
  t.equal(await register.error(printDocument, { document: 9 }), 0xda)
  await register.openShift()
  await register.sale()
  t.equal(await register.error(clearReprint, {}), 0)
  t.equal(await register.error(reprintLast, {}), 0xaa)
  t.equal(await register.error(powerOff, {}), 0)
})
