import t from 'tap'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { uuidNumber } from '../store/records.ts'
import { Counter, document } from './counter.ts'

t.test('only a certain end is told, and it is durable before it is told', async (t) => {
  const disk = new MemoryDisk()
  const counter = await Counter.open(disk)
  const uuid = await counter.print('check|p|1')
  t.strictSame(await counter.inquiry.ask(uuid), { kind: 'wait' })
  t.match(await counter.ledger.store.find(uuid), { confirmed: { by: 'check' } })
  await counter.register(uuid)
  t.strictSame(await counter.inquiry.ask(uuid), { kind: 'done', document })
  t.strictSame(counter.ledger.store.openReceipts(), [], 'nothing is owed any more')
  disk.lose()
  const again = await Counter.open(disk)
  t.strictSame(await again.inquiry.ask(uuid), { kind: 'done', document })
})

t.test('what cannot be made durable is not told', async (t) => {
  let broken = false
  const counter = await Counter.open(new MemoryDisk(), () => {
    if (broken) throw diskError('EROFS')
  })
  const uuid = await counter.print('check|p|1')
  await counter.register(uuid)
  broken = true
  await t.rejects(counter.inquiry.ask(uuid), { code: 'EROFS' })
  broken = false
  t.match(await counter.inquiry.ask(uuid), { kind: 'done' })
})

t.test('an unknown UUID waits and is noticed; what is no UUID only waits', async (t) => {
  const counter = await Counter.open()
  t.strictSame(await counter.inquiry.ask(uuidNumber(5)), { kind: 'wait' })
  t.strictSame(await counter.inquiry.ask('../../etc/passwd'), { kind: 'wait' })
  t.strictSame(counter.unknown, [uuidNumber(5)])
})

t.test('an alias answers for the receipt it stands for, now and later', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.ledger.apply(second, { type: 'same-as', of: first })
  t.strictSame(await counter.inquiry.ask(second), { kind: 'wait' })
  await counter.register(first)
  t.strictSame(await counter.inquiry.ask(second), { kind: 'done', document })
  t.strictSame(await counter.inquiry.ask(second), { kind: 'done', document })
})

t.test('an alias keeps its goods: what its receipt sells after a refusal is no answer for it', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.ledger.apply(second, { type: 'same-as', of: first })
  await counter.refuse(first)
  await counter.inquiry.ask(first)
  await counter.print('check|p|1', 'coffee')
  await counter.clock.advance(0)
  await counter.register(first)
  t.match(await counter.inquiry.ask(second), { kind: 'error', code: 'NOT_PRINTED' })
  t.match(await counter.inquiry.ask(first), { kind: 'done' })
})

t.test('an old URL secret stays good while a receipt accepted under it is open', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1')
  t.equal(await counter.inquiry.isOldAccess(uuid, 'demo'), true)
  t.equal(await counter.inquiry.isOldAccess(uuid, 'other'), false)
  await counter.register(uuid)
  await counter.inquiry.ask(uuid)
  t.equal(await counter.inquiry.isOldAccess(uuid, 'demo'), false)
})

t.test("a person's word gives way to Bitrix24's own, and that frees the third receipt", async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  await counter.register(first)
  const third = await counter.print('check|p|3', 'tea')
  await counter.ledger.change(first, 'confirmed', (record) => ({
    ...record,
    confirmed: { at: counter.ledger.instant(), by: 'person' },
  }))
  await counter.clock.advance(0)
  t.match(await counter.state(third), { name: 'held' })
  await counter.inquiry.ask(first)
  t.match(await counter.ledger.store.find(first), { confirmed: { by: 'check' } })
  await counter.clock.advance(0)
  t.match(await counter.state(third), { name: 'accepted' })
})
