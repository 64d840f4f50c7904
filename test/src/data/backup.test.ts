import t from 'tap'
import { backup } from '../../../src/data/backup.ts'
import { FolderNotEmpty, restore } from '../../../src/data/restore.ts'
import { BadTarball, readTarball, writeTarball } from '../../../src/data/tarball.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { InstallMismatch, openInstall } from '../../../src/store/install.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { Stage } from '../stage.ts'

const label = { backup: 'fiscal-bridge', version: '1.2.3', at: '2026-11-23T10:00:00.000Z' } as const

/** Everything in the data folder, but what no restart needs. */
const content = (disk: MemoryDisk): Map<string, string> =>
  new Map([...disk.dump()].filter(([path]) => path.startsWith('/data/')))

t.test('a copy of a working bridge, restored, is the same bridge', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const uuids: string[] = []
  for (let sold = 0; sold < 3; sold += 1) {
    uuids.push(String((await stage.print())['UUID']))
    await stage.clock.advance(10_000)
  }
  await stage.check(uuids[0] ?? '')
  const files = stage.disk.mount()
  await files.makeFolder('/backups')
  const { count } = await stage.clock.run(backup(files, '/data', '/backups/one.tar.gz', label))
  const before = content(stage.disk)
  t.equal(count, before.size + 1, 'every file and the label')

  const elsewhere = new MemoryDisk()
  const target = elsewhere.mount()
  await target.makeFolder('/')
  await target.writeFile('/one.tar.gz', await files.readFile('/backups/one.tar.gz'), true)
  await target.syncFolder('/')
  await restore(target, '/one.tar.gz', '/data')
  elsewhere.lose()
  const after = content(elsewhere)
  t.ok(after.delete('/data/restored.json'), 'marked as older than the world')
  t.strictSame(new Map([...after].sort()), new Map([...before].sort()), 'durable')
})

t.test('copied while receipts are sold, moved and closed: none is missing', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const uuids: string[] = []
  for (let sold = 0; sold < 12; sold += 1) {
    uuids.push(String((await stage.print())['UUID']))
    await stage.clock.advance(10_000)
  }
  // Between any two files of the copy a receipt is closed, which moves its file.
  const plain = stage.disk.mount()
  await plain.makeFolder('/backups')
  let asked = 0
  const files = stage.disk.mount(async (operation, path) => {
    if (operation !== 'read' || !path.startsWith('/data/open/') || asked >= uuids.length) return
    asked += 1
    await stage.check(uuids[uuids.length - asked] ?? '')
  })
  await backup(files, '/data', '/backups/one.tar.gz', label)
  t.ok(asked > 3)
  const copied = new Set<string>()
  await readTarball(await plain.readFile('/backups/one.tar.gz'), async ({ path }) => {
    copied.add(path.split('/').at(-1)?.replace('.json', '') ?? '')
  })
  for (const uuid of uuids) t.ok(copied.has(uuid), uuid)
})

t.test('what was printed after the backup is not printed again', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  stage.register.control.paper('out')
  const { UUID } = await stage.print({ uuid: 'check|shop|kept' })
  const files = stage.disk.mount()
  await files.makeFolder('/backups')
  await backup(files, '/data', '/backups/one.tar.gz', label)
  stage.register.control.paper('present')
  await stage.clock.advance(20_000)
  await stage.print({ uuid: 'check|shop|lost' })
  await stage.clock.advance(20_000)
  await stage.stop()
  for (const [path] of content(stage.disk)) await files.remove(path)
  await restore(files, '/backups/one.tar.gz', '/restored')
  await stage.startOn('/restored')
  await stage.print({ uuid: 'check|shop|lost' })
  await stage.clock.advance(60_000)
  t.equal((await stage.check(String(UUID)))['STATUS'], 'DONE')
  t.equal(stage.documents().filter((code) => code === 3).length, 2)
})

t.test('a restore that was cut does not start', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  await stage.print()
  await stage.clock.advance(10_000)
  const files = stage.disk.mount()
  await files.makeFolder('/backups')
  await backup(files, '/data', '/backups/one.tar.gz', label)
  const bytes = await files.readFile('/backups/one.tar.gz')
  for (let at = 1; at < 12; at += 1) {
    const disk = new MemoryDisk()
    await disk.mount().writeFile('/one.tar.gz', bytes, true)
    await disk.mount().syncFolder('/')
    let left = at
    const dying = disk.mount((operation) => {
      if (operation !== 'read' && operation !== 'list') left -= 1
      if (left <= 0) throw new Error('the power is gone')
    })
    const done = await restore(dying, '/one.tar.gz', '/data').then(
      () => true,
      () => false,
    )
    if (done || at === 1) continue
    const after = disk.mount()
    if (!(await after.list('/data').catch((): string[] => [])).includes('open')) continue
    if ((await after.list('/data/open')).length === 0) continue
    await t.rejects(
      openInstall(after, new FolderSync(after), '/data', 'real', (size) => new Uint8Array(size)),
      InstallMismatch,
      `cut at ${at}`,
    )
  }
})

t.test('only into an empty folder, only from a backup', async (t) => {
  const disk = new MemoryDisk()
  const files = disk.mount()
  await files.makeFolder('/data')
  await files.writeFile('/data/something', '')
  await files.writeFile('/rubbish', 'no tarball at all')
  await t.rejects(restore(files, '/rubbish', '/data'), FolderNotEmpty)
  await t.rejects(restore(files, '/rubbish', '/new'), BadTarball)
})

t.test('what others left in the data folder is named, and keeps no copy from being restored', async (t) => {
  const disk = new MemoryDisk()
  const files = disk.mount()
  for (const folder of ['/data', '/data/open', '/data/lost+found']) await files.makeFolder(folder)
  const foreign = ['a~', 'config (2).json', 'копия.tar.gz', 'lost+found/x', 'open/b b.json']
  for (const path of ['install.json', 'open/A.json', ...foreign]) await files.writeFile(`/data/${path}`, '{}')
  const result = await backup(files, '/data', '/one.tar.gz', label)
  t.strictSame([...result.foreign].sort(), ['a~', 'config (2).json', 'lost+found', 'open/b b.json', 'копия.tar.gz'])
  t.equal(result.count, 3)
  await restore(files, '/one.tar.gz', '/new')
  const restored = [...disk.dump().keys()].filter((path) => path.startsWith('/new/')).sort()
  t.strictSame(restored, ['/new/install.json', '/new/open/A.json', '/new/restored.json'])
})

t.test(
  'a copy that holds such files is restored without them; one that leads out of the folder is refused',
  async (t) => {
    const files = new MemoryDisk().mount()
    const labelled = { path: 'fiscal-bridge-backup.json', data: Buffer.from(JSON.stringify(label)) }
    async function* entries(...paths: string[]) {
      yield labelled
      for (const path of ['install.json', ...paths]) yield { path, data: Buffer.from('{}') }
    }
    const restoredFrom = async (...paths: string[]): Promise<string[]> => {
      const taken: string[] = []
      await writeTarball(files, '/old.tar.gz', entries(...paths), new Date(label.at))
      await readTarball(await files.readFile('/old.tar.gz'), async ({ path }) => void taken.push(path))
      return taken
    }
    t.strictSame(await restoredFrom('config (2).json', 'копия.tar.gz', 'lost+found/x', 'open/A.json'), [
      'fiscal-bridge-backup.json',
      'install.json',
      'open/A.json',
    ])
    for (const path of ['../out', 'open/../../out', '/etc/passwd', 'open\\..\\..\\out', 'C:out']) {
      await t.rejects(restoredFrom(path), BadTarball, path)
    }
  },
)
