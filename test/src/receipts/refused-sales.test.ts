import t from 'tap'
import { RefusedSales } from '../../../src/receipts/refused-sales.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { MemoryDisk } from '../../memory-disk.ts'

async function load(disk: MemoryDisk): Promise<RefusedSales> {
  const files = disk.mount()
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
