import t from 'tap'
import { readState } from '../../../drivers/atol/commands/state.ts'
import { PowerCut } from '../../../drivers/simulator/machine/refusal.ts'
import { WrongFiscalMemory } from '../../../drivers/simulator/machine/registration.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { benchRegister } from './bench-register.ts'

t.test('a power cut before and after the document', async (t) => {
  for (const [when, last] of [
    ['before-commit', 2],
    ['after-commit', 3],
  ] as const) {
    const disk = new MemoryDisk()
    const register = await benchRegister({}, disk)
    await register.openShift()
    await register.begin()
    await register.item()
    register.fault(`power-cut@4A:${when}`)
    await t.rejects(register.closeReceipt(), PowerCut)
    await t.rejects(register.ask(readState, {}), PowerCut, 'dead')
    disk.lose()
    const again = await benchRegister({}, disk)
    t.equal(again.machine.memory.last, last, when)
    t.equal(again.machine.receipt, undefined)
    t.equal(register.faults.counts['power-cut'], 1)
  }
})

t.test('an open receipt is dropped at boot, or kept by a model that does', async (t) => {
  for (const keepOpenReceipt of [false, true]) {
    const disk = new MemoryDisk()
    const register = await benchRegister({ keepOpenReceipt }, disk)
    await register.openShift()
    await register.begin()
    await register.item()
    await register.pay(2, 1000n)
    disk.lose()
    const again = await benchRegister({ keepOpenReceipt }, disk)
    t.equal((await again.ask(readState, {})).receiptState, keepOpenReceipt ? 1 : 0)
    if (!keepOpenReceipt) continue
    t.equal(await again.pay(1, 10_000n), 0)
    again.fault('power-cut@4A:after-commit')
    await t.rejects(again.closeReceipt(), PowerCut)
    const third = await benchRegister({ keepOpenReceipt }, disk)
    t.equal((await third.ask(readState, {})).receiptState, 0, 'what is registered is not open')
    t.equal(third.machine.memory.last, 3)
  }
})

t.test('a folder belongs to one register', async (t) => {
  const disk = new MemoryDisk()
  await benchRegister({}, disk)
  await t.rejects(benchRegister({ fn: '9999000000000001' }, disk), WrongFiscalMemory)
  const again = await benchRegister({ ffd: '1.05' }, disk)
  t.same(
    again.machine.memory.records.map((one) => one.code),
    [1, 11],
    're-registered',
  )
  t.equal((await benchRegister({}, disk)).machine.registration.ffd, '1.05')
})
