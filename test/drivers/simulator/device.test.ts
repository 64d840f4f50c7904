import t from 'tap'
import { setClock } from '../../../drivers/atol/commands/clock.ts'
import {
  countUnconfirmed,
  findDocumentTlv,
  readFnStatus,
  readNextTlv,
  readOfdExchange,
  readValidity,
} from '../../../drivers/atol/commands/fiscal-memory.ts'
import { enterMode, exitMode } from '../../../drivers/atol/commands/mode.ts'
import { cashIn, cashOut } from '../../../drivers/atol/commands/payment.ts'
import { openReceipt } from '../../../drivers/atol/commands/receipt.ts'
import { readRegister } from '../../../drivers/atol/commands/registers.ts'
import { printReport, reprintLast, resumeReport } from '../../../drivers/atol/commands/reports.ts'
import { closeShift, openShift } from '../../../drivers/atol/commands/shift.ts'
import { readMode, readState } from '../../../drivers/atol/commands/state.ts'
import { commands } from '../../../drivers/atol/commands/table.ts'
import { taxName } from '../../../drivers/atol/commands/table-fields.ts'
import { readTable, writeTable } from '../../../drivers/atol/commands/tables.ts'
import { encodeTags, TlvStream } from '../../../drivers/ffd/tlv.ts'
import { kopecks } from '../../../drivers/money.ts'
import { execute } from '../../../drivers/simulator/device.ts'
import { handlers } from '../../../drivers/simulator/handlers/all.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { benchRegister } from './bench-register.ts'

const day = 86_400_000

t.test('length, password and command are judged in this order', async (t) => {
  const { machine } = await benchRegister()
  const reply = async (...bytes: number[]) => [...(await execute(machine, Uint8Array.from(bytes))).reply]
  t.same(await reply(0x12, 0x34, 0x92), [0x55, 0xf4, 0], 'data missing')
  t.same(await reply(0x12, 0x34, 0x92, 0), [0x55, 0x14, 0], 'too short')
  t.same(await reply(0x12, 0x34, 0x92, 0, 1, 1), [0x55, 0x14, 0], 'too long')
  t.same(await reply(0x12, 0x34, 0x92, 0, 1), [0x55, 0x8c, 0], 'wrong password')
  t.same(await reply(0x12, 0x34, 0xf0), [0x55, 0x8c, 0])
  t.same(await reply(0, 0, 0xf0), [0x55, 0xf2, 0], 'unknown command')
  t.same(await reply(0, 0, 0xa4, 0x99), [0x55, 0xf2, 0])
  t.same(await reply(0, 0), [0x55, 0xf4, 0])
  t.same(await reply(), [0x55, 0x8c, 0])
})

t.test('a refusal is an error, also of a command whose reply has no place for one', async (t) => {
  const { machine } = await benchRegister()
  const failed = async (...bytes: number[]) => (await execute(machine, Uint8Array.from(bytes))).error
  for (const command of [[0x45], [0x3f], [0xa5], [0xb3], [0xa4, 0x30]]) t.ok(await failed(0x12, 0x34, ...command))
  for (const command of [[0x45], [0x3f], [0xa5]]) t.notOk(await failed(0, 0, ...command))
})

t.test(
  'an error of the printer comes before one of the FN, that before the clock, that before the shift',
  async (t) => {
    const register = await benchRegister()
    const { conditions } = register.machine.around
    const error = () => register.error(openShift, { flags: 0 })
    await register.openShift()
    await register.mode(1)
    t.equal(await error(), 0x9c)
    conditions.add('clock-behind')
    t.equal(await error(), 0x20)
    t.equal((await register.ask(readState, {})).mode, 1)
    conditions.add('fn-full')
    t.equal(await error(), 0xd8)
    conditions.add('fn-expired')
    t.equal(await error(), 0xd7)
    conditions.add('cover-open')
    t.equal(await error(), 0x67)
    t.equal((await register.ask(readState, {})).flags.coverOpen, true)
    conditions.delete('cover-open')
    conditions.add('overheated')
    t.equal(await error(), 0xd1)
    t.equal((await register.ask(readMode, {})).flags.overheat, true)
    register.machine.mode = 3
    t.equal(await error(), 0x66)
  },
)

t.test('modes', async (t) => {
  const register = await benchRegister()
  t.equal(await register.error(enterMode, { mode: 1, password: 31 }), 0x8c)
  t.equal(await register.error(enterMode, { mode: 9, password: 30 }), 0x66)
  t.equal(await register.error(enterMode, { mode: 1, password: 29 }), 0)
  t.equal((await register.ask(readState, {})).cashier, 29)
  t.equal(await register.error(enterMode, { mode: 1, password: 30 }), 0x66, 'leave the present one first')
  t.equal(await register.error(exitMode, {}), 0)
  t.equal(await register.error(exitMode, {}), 0)
})

t.test('a shift', async (t) => {
  const clock = new VirtualClock()
  const register = await benchRegister({ latency: 'real' }, undefined, clock)
  const run = <T>(promise: Promise<T>): Promise<T> => clock.run(promise)
  await run(register.mode(3))
  t.equal(await run(register.error(closeShift, {})), 0x8f)
  await run(register.openShift())
  await run(register.sale())
  await run(register.mode(3))
  t.equal(await run(register.error(closeShift, {})), 0)
  t.equal((await register.ask(readMode, {})).mode, 0x23)
  t.equal(await register.error(exitMode, {}), 0x66)
  await clock.advance(4000)
  t.equal((await register.ask(readMode, {})).mode, 0x17)
  await clock.advance(1000)
  t.equal((await register.ask(readMode, {})).mode, 0)
  t.equal((await register.ask(readState, {})).lastClosedShift, 1)
  t.same(
    register.machine.memory.records.map((one) => one.code),
    [1, 2, 3, 5],
  )
})

t.test('after 24 hours a shift can only be closed', async (t) => {
  const clock = new VirtualClock()
  const register = await benchRegister({}, undefined, clock)
  await register.openShift()
  clock.jumpWall(day - 1000)
  await register.sale()
  clock.jumpWall(1000)
  t.equal(await register.error(openReceipt, { flags: 0, type: 1 }), 0x88)
  await register.ask(exitMode, {})
  t.equal(await register.error(enterMode, { mode: 1, password: 30 }), 0x88)
  t.same([...(await register.ask(readRegister, { register: 18, p1: 0, p2: 0 })).value].at(0), 2)
  await register.closeShift()
  await register.openShift()
  await register.sale()
})

t.test('a report whose paper ran out is in the fiscal memory and has to be printed first', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  register.fault('paper-out@5A:after-commit')
  await register.mode(3)
  t.equal(await register.error(closeShift, {}), 0x67)
  t.equal(register.machine.counters.shift.open, false)
  register.machine.around.conditions.clear()
  await register.ask(exitMode, {})
  t.equal(await register.error(enterMode, { mode: 1, password: 30 }), 0x1a)
  t.equal(await register.error(resumeReport, {}), 0)
  t.equal(await register.error(resumeReport, {}), 0xaa)
  await register.openShift()
})

t.test('X report, settlement report and copies come out on paper', async (t) => {
  const register = await benchRegister()
  t.equal(await register.error(reprintLast, {}), 0xaa)
  await register.openShift()
  await register.sale()
  await register.mode(2)
  t.equal(await register.error(printReport, { type: 1 }), 0)
  t.match(register.machine.around.slips.at(-1), /X-ОТЧЕТ[\s\S]*ПРИХОД +ЧЕКОВ 1\n[\s\S]*НАЛИЧНЫХ В КАССЕ +=110\.00/)
  t.equal(await register.error(printReport, { type: 9 }), 0)
  t.equal(register.machine.memory.records.at(-1)?.code, 21)
  t.equal(await register.error(printReport, { type: 11 }), 0xa3)
  t.equal(await register.error(reprintLast, {}), 0)
  t.match(register.machine.around.slips.at(-1), /КАССОВЫЙ ЧЕК/)
})

t.test('cash in and out survive a restart', async (t) => {
  const disk = new MemoryDisk()
  const register = await benchRegister({}, disk)
  await register.openShift()
  await register.sale()
  t.equal(await register.error(cashIn, { flags: 0, sum: kopecks(5000) }), 0)
  t.equal(await register.error(cashOut, { flags: 0, sum: kopecks(16_001) }), 0x98)
  t.equal(await register.error(cashOut, { flags: 0, sum: kopecks(6000) }), 0)
  disk.lose()
  t.equal((await benchRegister({}, disk)).machine.cash, 10_000n)
})

t.test('the clock is set only while the shift is closed, and never behind the last document', async (t) => {
  const disk = new MemoryDisk()
  const register = await benchRegister({}, disk)
  const set = (year: number, month = 1) =>
    register.error(setClock, { clock: { year, month, day: 5, hour: 12, minute: 0, second: 0 } })
  t.equal(await set(2020), 0x20)
  t.equal(await set(2027, 13), 0x94)
  t.equal(await set(2027), 0)
  t.equal((await register.ask(readState, {})).clock.year, 2027)
  t.equal((await benchRegister({}, disk)).machine.now, register.machine.now)
  await register.openShift()
  t.equal(await set(2028), 0x9c)
})

t.test('tables', async (t) => {
  const disk = new MemoryDisk()
  const register = await benchRegister({}, disk)
  const read = (table: number, row: number, field: number) => register.try(readTable, { table, row, field })
  const names: string[] = []
  for (let row = 1; row <= 12; row++) {
    const { values } = await register.try(taxName, { row })
    if (values !== undefined) names.push(values.value)
  }
  t.equal(names[5], 'Без НДС')
  t.same(names.slice(10), ['НДС 22%', 'НДС 22/122'])
  t.equal((await read(99, 1, 1)).error, 0x91)
  t.equal((await read(13, 13, 1)).error, 0x92)
  t.equal((await read(13, 1, 9)).error, 0x93)
  const write = { table: 2, row: 1, field: 24, value: Uint8Array.of(2) }
  t.equal(await register.error(writeTable, write), 0x66)
  await register.mode(4)
  t.equal(await register.error(writeTable, { ...write, value: Uint8Array.of(2, 2) }), 0x14)
  t.equal(await register.error(writeTable, write), 0)
  disk.lose()
  const again = await benchRegister({}, disk)
  t.same([...(await again.ask(readTable, { table: 2, row: 1, field: 24 })).value], [2])
  const old = await benchRegister({ model: 'АТОЛ 11Ф' })
  t.equal(await old.error(readTable, { table: 13, row: 7, field: 1 }), 0x92, 'older firmware has no 5, 7 and 22 %')
})

t.test('a document is read back as it was written, in pieces of any size', async (t) => {
  for (const chunkBytes of [1, 5, 240, 100_000]) {
    const register = await benchRegister({ chunkBytes })
    await register.openShift()
    await register.sale()
    const record = register.machine.memory.records.at(-1)
    const { head } = await register.ask(findDocumentTlv, { document: register.machine.memory.last })
    t.equal(head.code, 3)
    const stream = new TlvStream()
    const tags = []
    for (;;) {
      const reply = await register.try(readNextTlv, {})
      if (reply.values === undefined) {
        t.equal(reply.error, 0xda)
        break
      }
      tags.push(...stream.push(reply.values.data))
    }
    t.same(encodeTags(tags), record?.tlv)
    t.equal(await register.error(findDocumentTlv, { document: 99 }), 0xda)
  }
})

t.test('the OFD out of reach', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  t.equal((await register.ask(countUnconfirmed, {})).count, 0)
  register.machine.around.conditions.add('ofd-30-days')
  t.equal((await register.ask(readOfdExchange, {})).unsent, 1)
  t.equal((await register.ask(readFnStatus, {})).warnings.ofdOverdue, true)
  t.equal(await register.error(openReceipt, { flags: 0, type: 1 }), 0xef)
  await register.closeShift()
  t.equal((await register.ask(readOfdExchange, {})).unsent, 2, 'the closing report is still made')
  register.machine.around.conditions.clear()
  t.equal((await register.ask(countUnconfirmed, {})).count, 0)
  t.equal((await register.ask(readValidity, {})).registrationsDone, 1)
})

t.test('every command of the table is known, but those whose layout is not public', (t) => {
  const unknown = commands.filter((command) => !handlers.has(command)).map((command) => command.name)
  t.same(unknown, ['readLastOfdErrors', 'findDocument', 'readOfdReceipt'])
  t.end()
})
