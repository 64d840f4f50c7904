import t from 'tap'
import type { ReceiptRecord } from '../../../src/record/record.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { NewerFormat } from '../../../src/store/migrations.ts'
import { ReceiptStore } from '../../../src/store/receipt-store.ts'
import { type DiskHook, diskError, MemoryDisk } from '../../memory-disk.ts'
import { putAway, recordOf, uuidNumber } from './records.ts'

const one = uuidNumber(1)
const done: ReceiptRecord['state'] = { name: 'refused', code: 'X', text: 'x' }

async function open(disk: MemoryDisk, hook?: DiskHook) {
  const files = disk.mount(hook)
  await files.makeFolder('/data')
  return ReceiptStore.load(files, new FolderSync(files), '/data')
}

t.test('what was saved is there after a power cut', async (t) => {
  const disk = new MemoryDisk()
  const { store } = await open(disk)
  await store.save(recordOf(one))
  disk.lose()
  const again = await open(disk)
  t.strictSame(await again.store.find(one), recordOf(one))
  t.equal(again.store.openReceipts().length, 1)
})

t.test('a closed receipt leaves memory and is found by name and by mark', async (t) => {
  const disk = new MemoryDisk()
  const { store } = await open(disk)
  await store.save(recordOf(one))
  await putAway(store, recordOf(one, { revision: 2, state: done, told: 'error' }))
  t.strictSame(store.openReceipts(), [])
  t.strictSame(store.openLike(`F${one}`), [])
  t.equal((await store.find(one))?.revision, 2)
  t.equal((await store.findByPrefix(one.slice(0, 14)))?.uuid, one)
  t.equal(await store.findByPrefix('ZZZZZZZZZZZZZZ'), undefined)
  disk.lose()
  const again = await open(disk)
  t.equal((await again.store.find(one))?.revision, 2)
})

t.test(
  'a crash at every step of a save and of a move leaves one whole revision, never fewer than the durable one',
  async (t) => {
    for (const lost of [true, false]) {
      for (let step = 1; ; step += 1) {
        const disk = new MemoryDisk()
        let left = Number.POSITIVE_INFINITY
        const { store } = await open(disk, () => {
          left -= 1
          if (left <= 0) throw diskError('EIO')
        })
        await store.save(recordOf(one))
        left = step
        const finished = await putAway(store, recordOf(one, { revision: 2, state: done, told: 'error' })).then(
          () => true,
          () => false,
        )
        if (lost) disk.lose()
        const again = await open(disk)
        t.same(again.unreadable, [], `step ${step}`)
        const found = await again.store.find(one)
        t.ok(found !== undefined && found.revision >= (finished ? 2 : 1), `step ${step}: revision ${found?.revision}`)
        t.ok(again.store.openReceipts().length <= 1)
        if (finished) break
      }
    }
  },
)

t.test('of two files of one receipt the higher revision wins', async (t) => {
  const disk = new MemoryDisk()
  const { store } = await open(disk)
  await putAway(store, recordOf(one, { revision: 5, state: done, told: 'error' }))
  const files = disk.mount()
  await files.writeFile(`/data/open/${one}.json`, JSON.stringify(recordOf(one, { revision: 4 })), true)
  const older = await open(disk)
  t.equal((await older.store.find(one))?.revision, 5)
  t.strictSame(older.store.openReceipts(), [])
  await files.writeFile(`/data/open/${one}.json`, JSON.stringify(recordOf(one, { revision: 6 })), true)
  const newer = await open(disk)
  t.equal((await newer.store.find(one))?.revision, 6)
})

t.test('unreadable files are reported and do not stop the others', async (t) => {
  const disk = new MemoryDisk()
  const { store } = await open(disk)
  await store.save(recordOf(one))
  const files = disk.mount()
  const two = uuidNumber(2)
  await files.writeFile(`/data/open/${two}.json`, '{"format": 1, "uu', true)
  const { store: again, unreadable } = await open(disk)
  t.match(unreadable, [{ uuid: two, path: `/data/open/${two}.json` }])
  t.equal(again.openReceipts().length, 1)
  const aside = await again.setAside(unreadable[0] as (typeof unreadable)[number], '1795428000')
  t.equal(aside, `/data/open/${two}.json.corrupt-1795428000`)
  t.equal(disk.dump().get(aside), '{"format": 1, "uu')
  t.equal(disk.dump().get(`/data/open/${two}.json`), '{"format": 1, "uu', 'until a tombstone takes its place')
})

t.test('JSON that is no longer the record of that receipt is unreadable, too', async (t) => {
  const [total, name] = [uuidNumber(2), uuidNumber(3)]
  const disk = new MemoryDisk()
  const { store } = await open(disk)
  for (const uuid of [one, total, name]) await store.save(recordOf(uuid))
  const change = async (uuid: string, from: string, to: string): Promise<void> => {
    const path = `/data/open/${uuid}.json`
    await disk.mount().writeFile(path, disk.content(path)?.replace(from, to) ?? '', true)
  }
  await change(total, '"total":"42.50"', '"total":"42/50"')
  await change(name, `"uuid":"${name}"`, `"uuid":"${one}"`)
  const { store: again, unreadable } = await open(disk)
  t.match(unreadable, [{ uuid: total }, { uuid: name }])
  t.strictSame(again.openReceipts(), [recordOf(one)])
})

t.test('of two copies of a receipt the unreadable one is reported, the other stays', async (t) => {
  const disk = new MemoryDisk()
  const { store } = await open(disk)
  await putAway(store, recordOf(one, { revision: 5, state: done, told: 'error' }))
  await store.save(recordOf(one, { revision: 6 }))
  const closed = `/data/receipts/${one.slice(0, 2)}/${one}.json`
  await disk.mount().writeFile(closed, '{"format', true)
  const { store: again, unreadable } = await open(disk)
  t.match(unreadable, [{ uuid: one, path: closed }])
  t.equal((await again.find(one))?.revision, 6)
  await again.removeUnreadable(unreadable[0] as (typeof unreadable)[number], '1795428000')
  t.equal(disk.content(`${closed}.corrupt-1795428000`), '{"format')
  t.strictSame((await open(disk)).unreadable, [])
})

t.test('records of a newer version stop the start', async (t) => {
  const disk = new MemoryDisk()
  const { store } = await open(disk)
  await store.save(recordOf(one, { format: 2 }))
  await t.rejects(open(disk), NewerFormat)
})

t.test('a failed save keeps the old state in memory', async (t) => {
  let fail = false
  const { store } = await open(new MemoryDisk(), (operation) => {
    if (fail && operation === 'syncFolder') throw diskError('ENOSPC')
  })
  await store.save(recordOf(one))
  fail = true
  await t.rejects(store.save(recordOf(one, { revision: 2 })), { code: 'ENOSPC' })
  t.equal((await store.find(one))?.revision, 1)
})

t.test('names that are no UUID never reach the disk', async (t) => {
  let asked = 0
  const { store } = await open(new MemoryDisk(), (operation) => {
    if (operation === 'read') asked += 1
  })
  for (const name of ['../../etc/passwd', '', 'a', `${one}/..`]) t.equal(await store.find(name), undefined)
  t.equal(asked, 0)
})
