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
  await counter.register(uuid)
  await counter.print('check|p|1', 'tea')
  t.equal(await register(), 'kkm-2', 'printed there')
})
