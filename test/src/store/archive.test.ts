import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import { Archivist } from '../../../src/data/archivist.ts'
import { dayLineOf } from '../../../src/receipts/day-line-of.ts'
import { Archive, ArchiveDamaged } from '../../../src/store/archive.ts'
import { DayIndex } from '../../../src/store/day-index.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { ReceiptStore } from '../../../src/store/receipt-store.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { putAway, recordOf, uuidNumber } from './records.ts'

async function shop(disk = new MemoryDisk(), files = disk.mount()) {
  const folders = new FolderSync(files)
  const { store } = await ReceiptStore.load(files, folders, '/data')
  const clock = new VirtualClock()
  const index = new DayIndex(files, '/data', clock)
  const archivist = new Archivist({
    store,
    index,
    clock,
    log: silentLog,
    years: 5,
    today: () => '2026-11-23',
  })
  return { disk, files, store, index, archivist }
}

const refused = { name: 'refused', code: 'CANCELLED', text: '' } as const
const old = '2020-03-15'

async function closed(parts: Awaited<ReturnType<typeof shop>>, count: number, day = old): Promise<string[]> {
  const uuids: string[] = []
  for (let n = 1; n <= count; n += 1) {
    const uuid = uuidNumber(n)
    const record = recordOf(uuid, { state: refused, told: 'error', acceptedAt: `${day}T10:00:00.000Z`, order: n })
    await parts.store.save(record)
    await putAway(parts.store, record)
    void parts.index.note(day, dayLineOf(record))
    await parts.index.written()
    uuids.push(uuid)
  }
  return uuids
}

const filesOf = (disk: MemoryDisk, folder: string): string[] =>
  [...disk.dump().keys()].filter((path) => path.startsWith(folder))

t.test('old receipts move to the archive of their month and are still found', async (t) => {
  const parts = await shop()
  const uuids = await closed(parts, 300)
  const [first = ''] = uuids
  const before = await parts.store.find(first)
  await parts.archivist.round()
  t.same(filesOf(parts.disk, '/data/receipts/'), [])
  t.strictSame(await parts.store.find(first), before)
  t.strictSame(await parts.store.findByPrefix(first.slice(0, 14)), before)
  const all: string[] = []
  for await (const { uuid } of parts.store.all()) all.push(uuid)
  t.same(all.sort(), [...uuids].sort())
  const lines = gunzipSync(await parts.files.readFile('/data/archive/2020-03.jsonl.gz')).toString('utf8')
  t.equal(lines.trim().split('\n').length, 300, 'zcat reads it whole')
})

t.test('a record that cannot be read ends the reading of all, unless somebody is told of it', async (t) => {
  const parts = await shop()
  const [archived = ''] = await closed(parts, 1)
  await parts.archivist.round()
  await parts.files.writeFile('/data/archive/2020-03.jsonl.gz', 'torn', true)
  const [torn, whole] = [uuidNumber(2), uuidNumber(3)]
  for (const uuid of [torn, whole]) {
    const record = recordOf(uuid, { state: refused, told: 'error' })
    await parts.store.save(record)
    await putAway(parts.store, record)
  }
  await parts.files.writeFile(`/data/receipts/${torn.slice(0, 2)}/${torn}.json`, '{"form', true)
  const read = async (tell?: (uuid: string) => void): Promise<string[]> => {
    const uuids: string[] = []
    for await (const { uuid } of parts.store.all(tell)) uuids.push(uuid)
    return uuids
  }
  await t.rejects(read(), { name: 'CorruptFile' })
  const told: string[] = []
  t.strictSame(await read((uuid) => told.push(uuid)), [whole])
  t.strictSame(told, [torn, archived])
})

t.test('young receipts stay', async (t) => {
  const parts = await shop()
  await closed(parts, 2, '2021-11-30')
  await parts.archivist.round()
  t.equal(filesOf(parts.disk, '/data/receipts/').length, 2)
})

t.test('a power cut at any moment loses none', async (t) => {
  for (let at = 1; at < 60; at += 1) {
    const parts = await shop()
    const uuids = await closed(parts, 5)
    // The years before would take the time of the others.
    await parts.store.archive.setDoneUpTo('2019-12')
    let left = at
    const dying = await shop(
      parts.disk,
      parts.disk.mount((operation) => {
        if (operation !== 'read' && operation !== 'list') left -= 1
        if (left <= 0) throw new Error('the power is gone')
      }),
    ).catch(() => undefined)
    await dying?.archivist.round().catch(() => undefined)
    parts.disk.lose((choices) => at % (choices + 1))
    const { store, archivist } = await shop(parts.disk)
    for (const uuid of uuids) t.ok(await store.find(uuid), `${uuid} after ${at}`)
    await archivist.round()
    for (const uuid of uuids) t.ok(await store.find(uuid), `${uuid} after ${at} and another round`)
  }
})

t.test('a record that changes while it is archived keeps its change', async (t) => {
  const parts = await shop()
  const [uuid = ''] = await closed(parts, 1)
  const record = await parts.store.find(uuid)
  if (record === undefined) throw new Error('gone')
  await parts.store.archive.add('2020-03', [record])
  await putAway(parts.store, { ...record, revision: 9 })
  await parts.store.removeArchived(uuid, record.revision)
  t.equal((await parts.store.find(uuid))?.revision, 9)
})

t.test('a damaged archive blames no receipt', async (t) => {
  const { files, disk } = await shop()
  await files.makeFolder('/data/archive/names')
  await files.writeFile('/data/archive/names/00.json', '{', true)
  const archive = new Archive(disk.mount(), new FolderSync(files), '/data')
  await t.rejects(archive.find(`00${uuidNumber(1).slice(2)}`), ArchiveDamaged)
})
