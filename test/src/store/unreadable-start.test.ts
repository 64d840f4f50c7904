import t from 'tap'
import { diskError } from '../../memory-disk.ts'
import { Stage } from '../stage.ts'

const openPath = (uuid: string): string => `/data/open/${uuid}.json`
const uuidOf = (answer: Record<string, unknown>): string => String(answer['UUID'])
const stateOf = async (stage: Stage, uuid: string) => (await stage.bridge.store.find(uuid))?.state
const receiptsOf = (stage: Stage): number => stage.documents().filter((code) => code === 3).length
const asideOf = (stage: Stage): string[] => [...stage.disk.dump().keys()].filter((path) => path.includes('.corrupt-'))

const check = { uuid: 'check|shop|a', client_email: 'same@example.ru' }

/** A printed receipt whose answer Bitrix24 has not asked for, below the high-water mark, while the daemon is down. */
async function printed(): Promise<{ stage: Stage; uuid: string }> {
  const stage = await Stage.open()
  await stage.clock.advance(5_000)
  const uuid = uuidOf(await stage.print(check))
  await stage.clock.advance(30_000)
  await stage.restart()
  const other = uuidOf(await stage.print())
  await stage.clock.advance(30_000)
  await stage.check(other)
  await stage.stop()
  return { stage, uuid }
}

/** What else goes wrong while the tombstone is made of a record that the disk does not give out. */
const troubles: Readonly<Record<string, (bad: string, isThere: () => boolean) => Stage['onDisk']>> = {
  'the disk is full': () => (operation, path) => {
    if (operation === 'write' && path.endsWith('.tmp')) throw diskError('ENOSPC')
  },
  'the folder is not synced once': (_, isThere) => {
    let failed = false
    return (operation, path) => {
      if (failed || operation !== 'syncFolder' || path !== '/data/open' || isThere()) return
      failed = true
      throw diskError('EIO')
    }
  },
  'the process is killed': (bad) => (operation, path) =>
    operation === 'write' && path === `${bad}.tmp` ? new Promise(() => undefined) : undefined,
}

for (const [name, troubleOf] of Object.entries(troubles)) {
  t.test(
    `the disk does not give out the record of a printed receipt, and ${name}: it is not printed again`,
    async (t) => {
      const { stage, uuid } = await printed()
      const bad = openPath(uuid)
      const before = stage.disk.content(bad)
      const isThere = (): boolean => stage.disk.content(bad) === before
      const trouble = troubleOf(bad, isThere)
      stage.onDisk = (operation, path) => {
        if (operation === 'read' && path === bad && isThere()) throw diskError('EIO')
        return trouble(operation, path)
      }
      const killed = name === 'the process is killed'
      const started = stage.start().catch(() => undefined)
      if (killed) await stage.clock.advance(1_000)
      else {
        await started
        await stage.clock.advance(10 * 60_000)
        const { name: state } = (await stateOf(stage, uuid)) ?? {}
        t.ok(state === 'unresolved' || state === 'registered', 'a tombstone, or what was found for it')
        await stage.stop()
      }
      t.ok(stage.disk.content(bad), 'its name is never without a file')
      stage.onDisk = () => undefined
      await stage.start()
      await stage.clock.advance(5_000)
      t.equal(uuidOf(await stage.print(check)), uuid)
      await stage.clock.advance(60_000)
      t.equal(receiptsOf(stage), 2)
      t.ok(await stateOf(stage, uuid), 'there is a record')
      await stage.stop()
    },
  )
}

t.test('a read that fails once takes no receipt from the shop', async (t) => {
  const stage = await Stage.open()
  await stage.clock.advance(5_000)
  stage.register.control.cable('out')
  const uuid = uuidOf(await stage.print())
  await stage.stop()
  let failed = false
  stage.onDisk = (operation, path) => {
    if (failed || operation !== 'read' || path !== openPath(uuid)) return
    failed = true
    throw diskError('EIO')
  }
  await stage.start()
  stage.register.control.cable('in')
  await stage.clock.advance(60_000)
  t.match(await stateOf(stage, uuid), { name: 'registered' })
  t.strictSame(asideOf(stage), [])
  await stage.stop()
})

for (const code of ['EACCES', 'EMFILE'] as const) {
  t.test(`${code} stops the start and says nothing of the receipts`, async (t) => {
    const stage = await Stage.open()
    await stage.clock.advance(5_000)
    stage.register.control.cable('out')
    const uuid = uuidOf(await stage.print())
    await stage.stop()
    const before = stage.disk.dump()
    stage.onDisk = (operation, path) => {
      if (operation === 'read' && path === openPath(uuid)) throw diskError(code)
    }
    await t.rejects(stage.start(), { code })
    t.strictSame(stage.disk.dump(), before)
    stage.onDisk = () => undefined
    await stage.start()
    t.match(await stateOf(stage, uuid), { name: 'accepted' })
    await stage.stop()
  })
}

t.test('a disk that gives out nothing at the start gives up no receipt', async (t) => {
  const stage = await Stage.open()
  await stage.clock.advance(5_000)
  stage.register.control.cable('out')
  const uuid = uuidOf(await stage.print())
  await stage.stop()
  stage.onDisk = (operation, path) => {
    if (operation === 'read' && (path === openPath(uuid) || path.endsWith('/claims.json'))) throw diskError('EIO')
  }
  await t.rejects(stage.start(), { code: 'EIO' })
  stage.onDisk = () => undefined
  await stage.start()
  t.match(await stateOf(stage, uuid), { name: 'accepted' })
  t.strictSame(asideOf(stage), [])
  await stage.stop()
})

t.test('a closed record that the disk does not give out keeps its bytes under a name that tells so', async (t) => {
  const { stage, uuid } = await printed()
  const closed = `/data/receipts/${uuid.slice(0, 2)}/${uuid}.json`
  await stage.start()
  await stage.check(uuid)
  await stage.stop()
  const bytes = stage.disk.content(closed) ?? ''
  await stage.disk.mount().writeFile(closed, bytes.slice(0, 20), true)
  await stage.start()
  t.match(await stage.check(uuid), { STATUS: 'WAIT' })
  t.equal(stage.disk.content(closed), undefined)
  t.strictSame(
    asideOf(stage).map((path) => stage.disk.content(path)),
    [bytes.slice(0, 20)],
  )
  await stage.stop()
})
