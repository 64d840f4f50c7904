import t from 'tap'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { Sequence } from '../../../src/store/sequence.ts'
import { diskError, MemoryDisk } from '../../memory-disk.ts'

async function load(disk: MemoryDisk, fails: () => boolean = () => false, atLeast = 0) {
  const files = disk.mount(async (operation) => {
    await Promise.resolve()
    if (operation === 'write' && fails()) throw diskError('ENOSPC')
  })
  await files.makeFolder('/d')
  return Sequence.load(files, new FolderSync(files), '/d', atLeast)
}

t.test('numbers only grow, over power cuts too, and none is given twice', async (t) => {
  const disk = new MemoryDisk()
  const seen: number[] = []
  for (let boot = 0; boot < 4; boot += 1) {
    const sequence = await load(disk)
    seen.push(...(await Promise.all(Array.from({ length: 5 }, () => sequence.take()))))
    disk.lose()
  }
  t.equal(new Set(seen).size, 20)
  t.strictSame(
    seen,
    [...seen].sort((a, b) => a - b),
  )
})

t.test('no number before its block is durable', async (t) => {
  const disk = new MemoryDisk()
  let full = true
  const sequence = await load(disk, () => full)
  await t.rejects(Promise.all([sequence.take(), sequence.take()]), { code: 'ENOSPC' })
  full = false
  t.equal(await sequence.take(), 1)
})

t.test('records that outlived the counter count', async (t) => {
  t.equal(await (await load(new MemoryDisk(), undefined, 77)).take(), 78)
})
