import t from 'tap'
import type { ReceiptRecord } from '../../../src/record/record.ts'
import { type DiskOperation, diskError } from '../../memory-disk.ts'
import { Stage } from '../stage.ts'

const writing: ReadonlySet<DiskOperation> = new Set([
  'write',
  'append',
  'truncate',
  'syncFolder',
  'rename',
  'remove',
  'makeFolder',
])

const torn = '{"format":1,"rev'

/** From now on the disk only gives out what it has. */
function refuseWrites(stage: Stage, code: 'EROFS' | 'ENOSPC' = 'EROFS'): void {
  stage.onDisk = (operation) => {
    if (writing.has(operation)) throw diskError(code)
  }
}

const openPath = (uuid: string): string => `/data/open/${uuid}.json`
const closedPath = (uuid: string): string => `/data/receipts/${uuid.slice(0, 2)}/${uuid}.json`
const stored = (stage: Stage, path: string): ReceiptRecord => JSON.parse(stage.disk.content(path) ?? 'null')
const uuidOf = (answer: Record<string, unknown>): string => String(answer['UUID'])

async function write(stage: Stage, path: string, content: object | string): Promise<void> {
  await stage.disk.mount().writeFile(path, typeof content === 'string' ? content : JSON.stringify(content), true)
}

/** A receipt that is printed, asked for and closed. */
async function sold(stage: Stage): Promise<string> {
  const uuid = uuidOf(await stage.print())
  await stage.clock.advance(15_000)
  await stage.check(uuid)
  return uuid
}

const alarmsOf = async (stage: Stage): Promise<string[]> => {
  const { alarms } = (await stage.admin('/api/status')).json() as { alarms: { name: string }[] }
  return alarms.map(({ name }) => name)
}

t.test('a disk that takes no writes keeps nobody from starting, and is tidied once it does', async (t) => {
  const stage = await Stage.open()
  await stage.clock.advance(5_000)
  const closed = await sold(stage)

  // The answer to the first of two equal checks may be lost; then a portal asked for it.
  const client = { client_email: 'same@example.ru' }
  const first = uuidOf(await stage.print({ ...client, uuid: 'check|shop|a' }))
  await stage.clock.advance(15_000)
  const held = uuidOf(await stage.print({ ...client, uuid: 'check|shop|b' }))
  t.equal((await stage.bridge.store.find(held))?.state.name, 'held')

  const left = await sold(stage)
  const moved = await sold(stage)
  stage.register.control.cable('out')
  const unreadable = uuidOf(await stage.print({ uuid: 'check|shop|torn' }))
  await stage.stop()

  const confirmed = { at: new Date(stage.clock.now()).toISOString(), by: 'check' }
  await write(stage, openPath(first), { ...stored(stage, openPath(first)), confirmed })
  const finished = stored(stage, closedPath(left))
  await stage.disk.mount().rename(closedPath(left), openPath(left))
  await write(stage, openPath(moved), { ...stored(stage, closedPath(moved)), revision: 1 })
  await write(stage, openPath(unreadable), torn)
  const before = stage.disk.dump()

  refuseWrites(stage)
  await stage.start()
  stage.register.control.cable('in')
  await stage.clock.advance(30_000)
  t.match(await stage.check(closed), { STATUS: 'DONE' })
  t.match(await stage.check(left), { STATUS: 'DONE' })
  t.match(await stage.check(moved), { STATUS: 'DONE' })
  t.match(await stage.check(unreadable), { STATUS: 'WAIT' })
  t.match(await stage.print(), { ERRORS: Array })
  t.match(await stage.print({ uuid: 'check|shop|torn' }), { ERRORS: Array })
  t.equal((await stage.bridge.store.find(unreadable))?.state.name, 'unresolved')
  t.equal((await stage.bridge.store.find(held))?.state.name, 'held')
  const alarms = await alarmsOf(stage)
  t.ok(alarms.includes('store-failed'))
  t.ok(alarms.includes('record-unreadable'))
  t.same(stage.disk.dump(), before)

  stage.onDisk = () => undefined
  t.match(await stage.check(unreadable), { STATUS: 'WAIT' })
  await stage.clock.advance(70_000)
  t.notOk((await alarmsOf(stage)).includes('store-failed'))
  t.not((await stage.bridge.store.find(held))?.state.name, 'held', 'let go')
  t.same(stored(stage, closedPath(left)), finished)
  t.equal(stage.disk.content(openPath(left)), undefined)
  t.equal(stage.disk.content(openPath(moved)), undefined)
  t.match(stored(stage, openPath(unreadable)), { state: { name: 'unresolved', why: 'record-unreadable' } })
  const aside = [...stage.disk.dump()].filter(([path]) => path.includes('.corrupt-'))
  t.same(
    aside.map(([, content]) => content),
    [torn],
    'what the file held is kept, though a question came before the tidying',
  )
  t.equal(uuidOf(await stage.print({ uuid: 'check|shop|torn' })), unreadable, 'the same check is the same receipt')

  stage.disk.lose()
  await stage.restart()
  t.equal((await stage.bridge.store.find(unreadable))?.state.name, 'unresolved')
  t.equal((await stage.bridge.store.find(left))?.state.name, 'registered')
  await stage.stop()
})

t.test('a full disk that never heals leaves one copy of what cannot be read', async (t) => {
  const stage = await Stage.open()
  await stage.clock.advance(5_000)
  stage.register.control.cable('out')
  const uuid = uuidOf(await stage.print())
  await stage.stop()
  await write(stage, openPath(uuid), torn)
  stage.onDisk = (operation, path) => {
    if (operation === 'write' && path.endsWith('.tmp')) throw diskError('ENOSPC')
  }
  await stage.start()
  await stage.clock.advance(10 * 60_000)
  t.equal([...stage.disk.dump().keys()].filter((path) => path.includes('.corrupt-')).length, 1)
  t.equal(stage.disk.content(openPath(uuid)), torn)
  await stage.stop()
  const pending = stage.clock.pendingTimers
  await stage.clock.advance(5 * 60_000)
  t.ok(stage.clock.pendingTimers <= pending, 'nothing is tried after the end')
})

t.test('a first start needs a disk that takes writes', async (t) => {
  const stage = await Stage.open()
  await stage.stop()
  refuseWrites(stage)
  await t.rejects(stage.startOn('/elsewhere'), { code: 'EROFS' })
})
