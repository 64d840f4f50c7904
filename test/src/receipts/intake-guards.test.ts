import t from 'tap'
import { MemoryDisk } from '../../memory-disk.ts'
import { Counter } from './counter.ts'

t.test('of two checks of one sale that come at the same time exactly one is accepted', async (t) => {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  // Slow enough that the second is looked at before the first is on disk.
  const counter = await Counter.open(new MemoryDisk(), async () => {
    for (let turns = 0; turns < 5; turns += 1) await turn()
  })
  const uuids = await Promise.all(['check|p|1', 'check|p|2'].map((check) => counter.print(check, 'tea')))
  const states = await Promise.all(uuids.map((uuid) => counter.state(uuid)))
  t.match(states, [{ name: 'accepted' }, { name: 'held', because: { kind: 'lost-answer', against: uuids[0] } }])
})

t.test('a check keeps its register until Bitrix24 was told that it is refused', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1', 'tea')
  const elsewhere = { registerId: 'kkm-2' }
  const register = async () => (await counter.ledger.store.find(uuid))?.registerId
  t.equal(await counter.print('check|p|1', 'tea', elsewhere), uuid)
  t.equal(await register(), 'kkm-1', 'it waits')
  await counter.refuse(uuid)
  await counter.print('check|p|1', 'tea', elsewhere)
  t.equal(await register(), 'kkm-1', 'nobody was told yet')
  await counter.inquiry.ask(uuid)
  await counter.print('check|p|1', 'tea', elsewhere)
  t.equal(await register(), 'kkm-2')
  await counter.clock.advance(0)
  await counter.register(uuid)
  await counter.print('check|p|1', 'tea')
  t.equal(await register(), 'kkm-2', 'printed there')
})

t.test('of two that were held against the same receipt the younger is then held against the elder', async (t) => {
  const counter = await Counter.open()
  const [first, elder, younger] = [
    await counter.print('check|p|1', 'tea'),
    await counter.print('check|p|2', 'tea'),
    await counter.print('check|p|3', 'tea'),
  ]
  t.match(await counter.state(younger), { because: { against: first } })
  await counter.inquiry.ask(first)
  await counter.clock.advance(0)
  t.equal((await counter.state(elder))?.name, 'accepted')
  t.match(await counter.state(younger), { name: 'held', because: { kind: 'lost-answer', against: elder } })
  await counter.inquiry.ask(elder)
  await counter.clock.advance(0)
  t.equal((await counter.state(younger))?.name, 'accepted')
})

t.test('beside a refused check that was sent again the same goods wait for a person', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  await counter.refuse(first)
  await counter.inquiry.ask(first)
  await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.register(first)
  await counter.inquiry.ask(first)
  await counter.clock.advance(0)
  t.match(await counter.state(second), { name: 'held', because: { kind: 'lost-answer', against: first } })
})
