import t from 'tap'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { Counter } from './counter.ts'

t.test('the lost answer: a new check with the content of an unconfirmed one is held', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  await counter.register(first)
  const second = await counter.print('check|p|2', 'tea')
  t.match(await counter.state(second), { name: 'held', because: { kind: 'lost-answer', against: first } })
  t.equal((await counter.state(await counter.print('check|p|3', 'coffee')))?.name, 'accepted', 'another sale is not')
  t.match(await counter.inquiry.ask(second), { kind: 'wait' })
})

t.test('a hold ends when the receipt it was held against becomes confirmed', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.inquiry.ask(first)
  await counter.clock.advance(0)
  t.equal((await counter.state(second))?.name, 'accepted')
})

t.test('a hold whose end the disk refused is looked at again', async (t) => {
  let broken = false
  const counter = await Counter.open(new MemoryDisk(), () => {
    if (broken) throw diskError('EIO')
  })
  const first = await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.inquiry.ask(first)
  broken = true
  await counter.clock.advance(0)
  t.equal((await counter.state(second))?.name, 'held')
  broken = false
  await counter.clock.advance(60_000)
  t.equal((await counter.state(second))?.name, 'accepted')
})

t.test('a hold ends also when what it is held against was confirmed while it was being written', async (t) => {
  let go = (): void => undefined
  let slow = false
  const counter = await Counter.open(new MemoryDisk(), (operation, path) => {
    if (!slow || operation !== 'rename' || !path.startsWith('/data/open')) return undefined
    slow = false
    return new Promise((resolve) => {
      go = resolve
    })
  })
  const first = await counter.print('check|p|1', 'tea')
  slow = true
  const printed = counter.print('check|p|2', 'tea')
  await counter.clock.advance(0)
  await counter.inquiry.ask(first)
  go()
  const second = await printed
  await counter.clock.advance(0)
  t.equal((await counter.state(second))?.name, 'accepted')
})

t.test('a disk that does not let a receipt be put away holds nobody back', async (t) => {
  const disk = new MemoryDisk()
  let broken = false
  const counter = await Counter.open(disk, (operation, path) => {
    if (broken && operation === 'syncFolder' && path.startsWith('/data/receipts/')) throw diskError('EIO')
  })
  const first = await counter.print('check|p|1', 'tea')
  await counter.register(first)
  const second = await counter.print('check|p|2', 'tea')
  broken = true
  t.match(await counter.inquiry.ask(first), { kind: 'done' })
  await counter.clock.advance(0)
  t.equal((await counter.state(second))?.name, 'accepted')
  t.equal(counter.ledger.store.isOpen(first), true)
  broken = false
  await counter.clock.advance(60_000)
  t.equal(counter.ledger.store.isOpen(first), false, 'put away later')
  disk.lose()
  t.match(await (await Counter.open(disk)).state(first), { name: 'registered' })
})

t.test('a hold ends when the receipt it was held against turns out to be no sale', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.refuse(first)
  await counter.clock.advance(0)
  t.equal((await counter.state(second))?.name, 'accepted')
})
