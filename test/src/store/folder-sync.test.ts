import t from 'tap'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { MemoryDisk } from '../../memory-disk.ts'

t.test('callers that arrive during a sync share the next one, and get what they asked for', async (t) => {
  const disk = new MemoryDisk()
  let syncs = 0
  const files = disk.mount(async (operation) => {
    if (operation !== 'syncFolder') return
    syncs += 1
    await Promise.resolve()
  })
  await files.makeFolder('/d')
  const folders = new FolderSync(files)
  await Promise.all(
    Array.from({ length: 16 }, async (_, n) => {
      await files.writeFile(`/d/${n}`, String(n), true)
      await folders.sync('/d')
    }),
  )
  t.ok(syncs < 16, `${syncs} syncs for 16 names`)
  disk.lose()
  t.equal((await files.list('/d')).length, 16)
})

t.test('a failed sync fails its callers and not those of the next round', async (t) => {
  const disk = new MemoryDisk()
  let fail = true
  const files = disk.mount(async (operation) => {
    await Promise.resolve()
    if (operation === 'syncFolder' && fail) {
      fail = false
      throw new Error('EIO')
    }
  })
  await files.makeFolder('/d')
  const folders = new FolderSync(files)
  const first = folders.sync('/d')
  const second = folders.sync('/d')
  await t.rejects(first)
  await t.resolves(second)
})
