import t from 'tap'
import { RefusedSales } from '../../../src/receipts/refused-sales.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { type DiskHook, diskError, MemoryDisk } from '../../memory-disk.ts'
import { Counter } from './counter.ts'

async function load(disk: MemoryDisk, hook?: DiskHook): Promise<RefusedSales> {
  const files = disk.mount(hook)
  await files.makeFolder('/d')
  return RefusedSales.load(files, new FolderSync(files), '/d')
}

t.test('a refused check that comes again meets the sale made since, after a power cut too', async (t) => {
  const disk = new MemoryDisk()
  const sales = await load(disk)
  await sales.noteRefused('F', 'A1')
  await sales.noteRefused('F', 'A2')
  t.equal(sales.soldSince('F', 'A1'), undefined, 'nothing sold yet')
  await sales.noteAccepted('F', 'B')
  disk.lose()
  const again = await load(disk)
  t.equal(again.soldSince('F', 'A1'), 'B')
  t.equal(again.soldSince('F', 'A2'), 'B')
  t.equal(again.soldSince('F', 'B'), undefined)
  t.equal(again.soldSince('G', 'A1'), undefined)
})

t.test('the sale made since may be refused as well, and a refused check may be tried again itself', async (t) => {
  const sales = await load(new MemoryDisk())
  await sales.noteRefused('F', 'A')
  await sales.noteAccepted('F', 'A')
  t.equal(sales.soldSince('F', 'A'), undefined)
  await sales.noteAccepted('F', 'B')
  await sales.noteRefused('F', 'B')
  t.equal(sales.soldSince('F', 'A'), undefined)
})

t.test('a change that fails takes nothing back but itself', async (t) => {
  let broken = false
  const sales = await load(new MemoryDisk(), (operation) => {
    if (!broken || operation !== 'write') return
    broken = false
    throw diskError('EIO')
  })
  await sales.noteRefused('G', 'C')
  broken = true
  const failed = t.rejects(sales.noteRefused('F', 'A'), { code: 'EIO' })
  await sales.noteAccepted('G', 'D')
  await failed
  t.equal(sales.soldSince('G', 'C'), 'D')
  await sales.noteAccepted('F', 'B')
  t.equal(sales.soldSince('F', 'A'), undefined)
})

t.test('a sale made before the refusal is not one made since', async (t) => {
  const sales = await load(new MemoryDisk())
  await sales.noteRefused('F', 'A')
  await sales.noteAccepted('F', 'B')
  await sales.noteRefused('F', 'C')
  t.equal(sales.soldSince('F', 'C'), undefined)
  t.equal(sales.soldSince('F', 'A'), 'B')
})

t.test('a change of the same sale that reached the disk meanwhile stays', async (t) => {
  const disk = new MemoryDisk()
  let broken = false
  const sales = await load(disk, (operation) => {
    if (!broken || operation !== 'write') return
    broken = false
    throw diskError('EIO')
  })
  broken = true
  const failed = t.rejects(sales.noteRefused('F', 'A'), { code: 'EIO' })
  await sales.noteRefused('F', 'B')
  await failed
  await sales.noteAccepted('F', 'C')
  t.equal(sales.soldSince('F', 'B'), 'C')
  disk.lose()
  t.equal((await load(disk)).soldSince('F', 'B'), 'C')
})

t.test('a refused check that comes again with other goods: neither the old nor the new are sold twice', async (t) => {
  for (const [other, again, because] of [
    ['coffee', 'coffee', 'the new goods were sold meanwhile'],
    ['tea', 'two teas', 'the old ones were'],
  ] as const) {
    const counter = await Counter.open()
    const refused = await counter.print('check|p|1', 'tea')
    await counter.refuse(refused)
    await counter.inquiry.ask(refused)
    const sold = await counter.print('check|p|2', other)
    await counter.register(sold)
    await counter.inquiry.ask(sold)
    t.equal(await counter.print('check|p|1', again), refused)
    t.match(await counter.state(refused), { name: 'held', because: { kind: 'sold-since', as: sold } }, because)
  }
})
