import t from 'tap'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { Counter } from '../receipts/counter.ts'

const dayMs = 86_400_000

/** What a person's yes does to a held receipt. */
const release = (counter: Counter, uuid: string) =>
  counter.ledger.change(uuid, 'release', (record) => ({
    ...record,
    state: { name: 'accepted' },
    releasedAt: counter.ledger.instant(),
  }))

t.test('a yes to an overdue receipt counts, however late it comes', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1')
  await counter.clock.advance(dayMs + 1)
  t.equal(await counter.admits(uuid), false)
  t.match(await counter.state(uuid), { name: 'held', because: { kind: 'overdue' } })
  await counter.clock.advance(3 * dayMs)
  await release(counter, uuid)
  t.equal(await counter.admits(uuid), true)
  await counter.clock.advance(dayMs + 1)
  t.equal(await counter.admits(uuid), false, 'a yes is good for as long as an acceptance')
})

t.test('a wall clock that jumps makes no receipt of this process young, nor overdue', async (t) => {
  for (const jump of [-3_600_000, 56 * 365 * dayMs]) {
    const counter = await Counter.open()
    const uuid = await counter.print('check|p|1')
    counter.clock.jumpWall(jump)
    t.equal(await counter.admits(uuid), true)
    await counter.clock.advance(dayMs + 1)
    t.equal(await counter.admits(uuid), false)
  }
})

t.test('a receipt waits while the host sleeps', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1')
  counter.clock.suspend(dayMs + 1)
  t.equal(await counter.admits(uuid), false)
})

t.test('a receipt from the future waited for nobody knows how long', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1')
  for (const [behindMs, admitted] of [
    [60_000, true],
    [180_000, false],
  ] as const) {
    const later = await Counter.open(await counter.disk.copy())
    later.clock.jumpWall(counter.clock.now() - later.clock.now() - behindMs)
    t.equal(await later.admits(uuid), admitted, `${behindMs} ms`)
  }
})

t.test('a hold that ends by itself makes nothing young', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.clock.advance(dayMs + 1)
  await counter.inquiry.ask(first)
  await counter.clock.advance(0)
  t.equal((await counter.state(second))?.name, 'accepted')
  t.equal(await counter.admits(second), false)
  t.match(await counter.state(second), { name: 'held', because: { kind: 'overdue' } })
})

t.test('what happens to a receipt after a restart makes it no younger', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1')
  const later = await Counter.open(await counter.disk.copy())
  later.clock.jumpWall(dayMs + 1)
  await later.inquiry.ask(uuid)
  t.equal(await later.admits(uuid), false)
})

t.test('a receipt that the disk took only in part waits from now on', async (t) => {
  let broken = false
  const counter = await Counter.open(new MemoryDisk(), (operation, path) => {
    if (broken && operation === 'syncFolder' && path === '/data/open') throw diskError('EIO')
  })
  await counter.print('check|p|0')
  await counter.clock.advance(2 * dayMs)
  broken = true
  await t.rejects(counter.print('check|p|1', 'tea'), { name: 'NotStored', withdrawn: false })
  broken = false
  t.equal(await counter.admits(Counter.uuidOf('ACTIVE', 'check|p|1')), true)
})
