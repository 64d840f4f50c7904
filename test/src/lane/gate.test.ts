import t from 'tap'
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

t.test('a wall clock that went back makes no receipt of this process young, nor overdue', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1')
  counter.clock.jumpWall(-3_600_000)
  t.equal(await counter.admits(uuid), true)
  await counter.clock.advance(dayMs + 1)
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
