import t, { type Test } from 'tap'
import { Archive } from '../../../src/store/archive.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { InstallMismatch, openInstall } from '../../../src/store/install.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { Stage } from '../stage.ts'
import { recordOf, uuidNumber } from './records.ts'

const random = (size: number): Uint8Array => new Uint8Array(size).fill(9)

/** Another installation's key in the place of its own. Gives back what undoes it. */
async function mixUp(stage: Stage): Promise<() => Promise<void>> {
  const path = '/data/install.json'
  const own = stage.disk.content(path) ?? ''
  const files = stage.disk.mount()
  await files.writeFile(path, JSON.stringify({ ...JSON.parse(own), key: '09'.repeat(32) }), true)
  return () => files.writeFile(path, own, true)
}

async function isRefused(t: Test, stage: Stage): Promise<void> {
  await stage.stop()
  const undo = await mixUp(stage)
  const before = stage.disk.dump()
  await t.rejects(stage.start(), {
    name: 'InstallMismatch',
    message: /install\.json другой установки.*Верните.*из резервной копии/,
  })
  t.same(stage.disk.dump(), before, 'nothing was touched')
  await undo()
  await stage.start()
}

t.test('with the key of another installation open receipts stop the start', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  stage.register.control.paper('out')
  await stage.print()
  t.equal(stage.bridge.store.openReceipts().length, 1)
  await isRefused(t, stage)
})

t.test('so do closed ones, though none is open', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const { UUID } = await stage.print()
  await stage.clock.advance(15_000)
  t.match(await stage.check(String(UUID)), { STATUS: 'DONE' })
  t.same(stage.bridge.store.openReceipts(), [])
  await isRefused(t, stage)
})

t.test('and those of past years', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const uuid = String((await stage.print())['UUID'])
  await stage.clock.advance(15_000)
  await stage.check(uuid)
  const record = await stage.bridge.store.find(uuid)
  if (record === undefined) throw new Error('it is there')
  await stage.bridge.store.archive.add('2026-11', [record])
  await stage.bridge.store.removeArchived(uuid, record.revision)
  t.equal(await stage.bridge.store.findClosed(uuid), undefined)
  await isRefused(t, stage)
})

t.test('a tombstone and a torn file have no name to compare: the start goes on', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const uuid = String((await stage.print())['UUID'])
  await stage.clock.advance(15_000)
  await stage.check(uuid)
  await stage.stop()
  await stage.disk.mount().writeFile(`/data/receipts/${uuid.slice(0, 2)}/${uuid}.json`, '{"form', true)
  const other = uuidNumber(1)
  await stage.disk.mount().writeFile(`/data/open/${other}.json`, '{"form', true)
  await stage.start()
  t.match(await stage.bridge.store.find(other), { receipt: null, state: { why: 'record-unreadable' } })
  await stage.restart()
  t.equal(stage.bridge.store.isOpen(other), true)
})

t.test('an archive without a key is no new shop', async (t) => {
  const files = new MemoryDisk().mount()
  const folders = new FolderSync(files)
  await files.makeFolder('/data')
  await new Archive(files, folders, '/data').add('2021-01', [recordOf(uuidNumber(1))])
  await t.rejects(openInstall(files, folders, '/data', 'real', random), InstallMismatch)
})

t.test('a folder belongs to real registers or to simulated ones for ever', async (t) => {
  for (const [own, other, words] of [
    ['real', 'simulated', /принадлежит чекам настоящих касс/],
    ['simulated', 'real', /принадлежит чекам учебной кассы/],
  ] as const) {
    const files = new MemoryDisk().mount()
    const open = (dealing: 'real' | 'simulated') => openInstall(files, new FolderSync(files), '/data', dealing, random)
    t.match(await open(own), { isNew: true })
    await t.rejects(open(other), { name: 'InstallMismatch', message: words })
    t.match(await open(own), { isNew: false }, 'and stays what it was')
  }
})

t.test('settings with a simulated register do not start on the folder of a real one', async (t) => {
  const stage = await Stage.open()
  await stage.stop()
  const registers = stage.config.registers.map((entry) => ({
    ...entry,
    connection: { type: 'simulated', protocol: 'v3' } as const,
  }))
  stage.config = { ...stage.config, registers }
  await t.rejects(stage.start(), InstallMismatch)
})
