import t from 'tap'
import { type DiskHook, diskError, MemoryDisk } from '../../memory-disk.ts'
import { Counter } from './counter.ts'

/** A counter where a check for `sale` was refused, and Bitrix24 knows. */
async function refusedOne(sale = 'tea', hook?: DiskHook): Promise<{ counter: Counter; refused: string }> {
  const counter = await Counter.open(new MemoryDisk(), hook)
  const refused = await counter.print('check|p|1', sale)
  await counter.refuse(refused)
  await counter.inquiry.ask(refused)
  return { counter, refused }
}

/** A new check, printed; Bitrix24 has asked for it. */
async function sell(counter: Counter, check: string, sale: string): Promise<string> {
  const sold = await counter.print(check, sale)
  await counter.register(sold)
  await counter.inquiry.ask(sold)
  return sold
}

t.test('a refused check that comes again with other goods: neither the old nor the new are sold twice', async (t) => {
  for (const [other, again, because] of [
    ['coffee', 'coffee', 'the new goods were sold meanwhile'],
    ['tea', 'two teas', 'the old ones were'],
  ] as const) {
    const { counter, refused } = await refusedOne()
    const sold = await sell(counter, 'check|p|2', other)
    t.equal(await counter.print('check|p|1', again), refused)
    await counter.clock.advance(0)
    t.match(await counter.state(refused), { name: 'held', because: { kind: 'sold-since', as: sold } }, because)
  }
})

t.test('a sale that Bitrix24 has not asked about yet is one made since, also once it has', async (t) => {
  const { counter, refused } = await refusedOne()
  const sold = await counter.print('check|p|2', 'coffee')
  await counter.register(sold)
  await counter.print('check|p|1', 'coffee')
  await counter.clock.advance(0)
  await counter.inquiry.ask(sold)
  await counter.clock.advance(120_000)
  t.match(await counter.state(refused), { name: 'held', because: { kind: 'sold-since', as: sold } })
})

t.test('of two sales made since, the refusal of one says nothing about the other', async (t) => {
  const { counter, refused } = await refusedOne()
  const cancelled = await counter.print('check|p|2', 'tea')
  await counter.inquiry.ask(cancelled)
  const sold = await sell(counter, 'check|p|3', 'tea')
  await counter.refuse(cancelled)
  await counter.inquiry.ask(cancelled)
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(refused), { name: 'held', because: { kind: 'sold-since', as: sold } })
})

t.test('a sale made before the refused check is not one made since', async (t) => {
  const counter = await Counter.open()
  await sell(counter, 'check|p|0', 'tea')
  await counter.clock.advance(1_000)
  const refused = await counter.print('check|p|1', 'tea')
  await counter.inquiry.ask(refused)
  await counter.refuse(refused)
  await counter.inquiry.ask(refused)
  await counter.clock.advance(1_000)
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(refused), { name: 'accepted' })
})

t.test('a receipt of the same goods that was accepted earlier and printed later is one made since', async (t) => {
  const counter = await Counter.open()
  const sold = await counter.print('check|p|0', 'tea')
  await counter.inquiry.ask(sold)
  const refused = await counter.print('check|p|1', 'tea')
  await counter.refuse(refused)
  await counter.inquiry.ask(refused)
  await counter.clock.advance(1_000)
  await counter.register(sold)
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(refused), { name: 'held', because: { kind: 'sold-since', as: sold } })
})

t.test('of a check that came again and a new one that waits for it, the first goes on', async (t) => {
  const { counter, refused } = await refusedOne()
  await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(refused), { name: 'accepted' })
  t.match(await counter.state(second), { name: 'held', because: { kind: 'lost-answer', against: refused } })
})

t.test('a search that a restart cut short is made again', async (t) => {
  const { counter, refused } = await refusedOne()
  const sold = await sell(counter, 'check|p|2', 'tea')
  await counter.print('check|p|1', 'tea')
  const later = await Counter.open(counter.disk)
  t.match(await later.state(refused), { name: 'held', because: { kind: 'searching' } })
  await later.holds.review()
  await later.clock.advance(0)
  t.match(await later.state(refused), { name: 'held', because: { kind: 'sold-since', as: sold } })
})

t.test('a disk that cannot be read holds it until it can', async (t) => {
  let broken = false
  const { counter, refused } = await refusedOne('tea', (operation) => {
    if (broken && operation === 'list') throw diskError('EIO')
  })
  broken = true
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(60_000)
  t.match(await counter.state(refused), { name: 'held', because: { kind: 'searching' } })
  broken = false
  await counter.clock.advance(60_000)
  t.match(await counter.state(refused), { name: 'accepted' })
})

t.test('a record that the disk does not give out may be the sale: once more, then a person is asked', async (t) => {
  for (const mended of [true, false]) {
    let broken = ''
    const { counter, refused } = await refusedOne('tea', (operation, path) => {
      if (operation === 'read' && broken !== '' && path.includes(broken)) throw diskError('EIO')
    })
    const sold = await sell(counter, 'check|p|2', 'tea')
    broken = sold
    await counter.print('check|p|1', 'tea')
    await counter.clock.advance(0)
    t.match(await counter.state(refused), { name: 'held', because: { kind: 'searching' } })
    if (mended) broken = ''
    await counter.clock.advance(60_000)
    const because = mended ? { kind: 'sold-since', as: sold } : { kind: 'unsearched' }
    t.match(await counter.state(refused), { name: 'held', because })
  }
})

t.test('a damaged record, or a tombstone, may be the sale: a person is asked', async (t) => {
  const { counter, refused } = await refusedOne()
  const sold = await sell(counter, 'check|p|2', 'tea')
  await counter.disk.mount().writeFile(`/data/receipts/${sold.slice(0, 2)}/${sold}.json`, '{"torn', true)
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(refused), { name: 'held', because: { kind: 'unsearched' } })
  const { counter: other, refused: again } = await refusedOne('coffee')
  const lost = await sell(other, 'check|p|3', 'coffee')
  await other.disk.mount().writeFile(`/data/receipts/${lost.slice(0, 2)}/${lost}.json`, '{"torn', true)
  await other.inquiry.ask(lost)
  t.match(await other.state(lost), { name: 'unresolved', why: 'record-unreadable' })
  await other.print('check|p|1', 'coffee')
  await other.clock.advance(0)
  t.match(await other.state(again), { name: 'held', because: { kind: 'unsearched' } })
})
