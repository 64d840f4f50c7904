import t from 'tap'
import { entomb } from '../../../src/receipts/entomb.ts'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { Counter } from './counter.ts'

const torn = '{"format":1,"rev'

/** A start: what cannot be read is put aside. */
async function start(disk: MemoryDisk, mayFail: () => boolean = () => false) {
  const counter = await Counter.open(disk, (operation, path) => {
    if (operation === 'write' && path.endsWith('.json.tmp') && mayFail()) throw diskError('ENOSPC')
  })
  const { ledger, board, clock } = counter
  await entomb(counter.unreadable, { ledger, board, registerId: 'kkm-1', clock })
  return counter
}

t.test('a start that fails between the copy and the tombstone loses nothing', async (t) => {
  const disk = new MemoryDisk()
  const counter = await start(disk)
  const uuid = await counter.print('check|p|1', 'tea')
  await counter.register(uuid)
  await disk.mount().writeFile(`/data/open/${uuid}.json`, torn, true)
  await t.rejects(
    start(disk, () => true),
    { code: 'ENOSPC' },
  )
  disk.lose()
  const later = await start(disk)
  t.match(await later.state(uuid), { name: 'unresolved', why: 'record-unreadable' })
  t.match(later.board.list(), [{ name: 'record-unreadable', subject: uuid }])
  t.equal(await later.print('check|p|1', 'tea'), uuid, 'the same check is not printed again')
  t.match(await later.state(uuid), { name: 'unresolved' })
  t.equal([...disk.dump()].filter(([path, text]) => path.includes('.corrupt-') && text === torn).length, 1)
})

t.test('the tombstone of a new attempt outranks the refusal before it', async (t) => {
  const disk = new MemoryDisk()
  const counter = await start(disk)
  const uuid = await counter.print('check|p|1', 'tea')
  await counter.refuse(uuid)
  await counter.inquiry.ask(uuid)
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  await disk.mount().writeFile(`/data/open/${uuid}.json`, torn, true)
  await start(disk)
  const later = await start(disk)
  t.match(await later.inquiry.ask(uuid), { kind: 'wait' })
  t.match(await later.state(uuid), { name: 'unresolved' })
})

t.test('a closed record that cannot be read leaves a tombstone when its check comes again', async (t) => {
  const disk = new MemoryDisk()
  let full = false
  const counter = await start(disk, () => full)
  const uuid = await counter.print('check|p|1', 'tea')
  await counter.register(uuid)
  await counter.inquiry.ask(uuid)
  const closed = `/data/receipts/${uuid.slice(0, 2)}/${uuid}.json`
  await disk.mount().writeFile(closed, torn, true)
  full = true
  await t.rejects(counter.print('check|p|1', 'tea'), { name: 'NotStored', withdrawn: false })
  t.equal(disk.content(closed), torn)
  full = false
  t.equal(await counter.print('check|p|1', 'tea'), uuid)
  t.match(await counter.state(uuid), { name: 'unresolved' })
  t.equal(disk.content(closed), undefined)
})

t.test('and when Bitrix24 asks about it', async (t) => {
  const disk = new MemoryDisk()
  const counter = await start(disk)
  const uuid = await counter.print('check|p|1', 'tea')
  await counter.register(uuid)
  await counter.inquiry.ask(uuid)
  await disk.mount().writeFile(`/data/receipts/${uuid.slice(0, 2)}/${uuid}.json`, torn, true)
  t.match(await counter.inquiry.ask(uuid), { kind: 'wait' })
  t.match(await counter.state(uuid), { name: 'unresolved', why: 'record-unreadable' })
  t.match(counter.board.list(), [{ name: 'record-unreadable', subject: uuid }])
})
