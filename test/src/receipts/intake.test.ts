import t from 'tap'
import { markOf } from '../../../src/record/identity.ts'
import { type DiskHook, diskError, MemoryDisk } from '../../memory-disk.ts'
import { Counter } from './counter.ts'

t.test('the same check is one receipt for ever', async (t) => {
  const counter = await Counter.open()
  const uuids = await Promise.all(Array.from({ length: 20 }, () => counter.print('check|p|1')))
  t.equal(new Set(uuids).size, 1)
  const [uuid = ''] = uuids
  t.equal((await counter.ledger.store.find(uuid))?.receipt?.mark.text, markOf(uuid))
  await counter.register(uuid)
  t.equal(await counter.print('check|p|1'), uuid)
  t.equal((await counter.state(uuid))?.name, 'registered')
})

t.test('a test can never answer for a sale', async (t) => {
  const counter = await Counter.open()
  t.not(await counter.print('check|p|1', 'tea', { mode: 'TEST' }), await counter.print('check|p|1', 'tea'))
})

t.test('the same check with other content prints nothing and is noticed', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1', 'tea')
  t.equal(await counter.print('check|p|1', 'coffee'), uuid)
  t.strictSame(counter.changed, [uuid])
  t.equal((await counter.ledger.store.find(uuid))?.content, 'tea')
})

t.test('after a delivered ERROR the same check is a new attempt, before it is not', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|p|1', 'tea')
  await counter.refuse(uuid)
  await counter.print('check|p|1', 'coffee')
  t.equal((await counter.state(uuid))?.name, 'refused', 'Bitrix24 does not know yet')
  t.match(await counter.inquiry.ask(uuid), { kind: 'error' })
  t.equal(await counter.print('check|p|1', 'coffee'), uuid)
  t.match(await counter.state(uuid), { name: 'held', because: { kind: 'searching' } })
  await counter.clock.advance(0)
  t.strictSame(await counter.state(uuid), { name: 'accepted' })
  const record = await counter.ledger.store.find(uuid)
  t.equal(record?.content, 'coffee')
  t.equal(record?.confirmed, undefined)
  t.equal(record?.told, undefined)
})

t.test('a refused check that comes again after the same goods were sold anew is held', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  await counter.refuse(first)
  await counter.inquiry.ask(first)
  const second = await counter.print('check|p|2', 'tea')
  await counter.inquiry.ask(second)
  await counter.register(second)
  await counter.inquiry.ask(second)
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(first), { name: 'held', because: { kind: 'sold-since', as: second } })
})

t.test('what cannot be stored is withdrawn for good', async (t) => {
  const disk = new MemoryDisk()
  let full = false
  const counter = await Counter.open(disk, (operation, path) => {
    if (full && operation === 'syncFolder' && path === '/data/open') {
      full = false
      throw diskError('ENOSPC')
    }
  })
  await counter.print('check|p|0')
  full = true
  await t.rejects(counter.print('check|p|1'), { name: 'NotStored', withdrawn: true })
  disk.lose()
  const again = await Counter.open(disk)
  t.equal(await again.state(Counter.uuidOf('ACTIVE', 'check|p|1')), undefined)
})

t.test('what can neither be stored nor withdrawn counts as a lost answer', async (t) => {
  let broken = false
  const counter = await Counter.open(new MemoryDisk(), (operation, path) => {
    if (broken && operation === 'syncFolder' && path === '/data/open') throw diskError('EIO')
  })
  await counter.print('check|p|0')
  broken = true
  await t.rejects(counter.print('check|p|1', 'tea'), { name: 'NotStored', withdrawn: false })
  broken = false
  t.match(await counter.state(await counter.print('check|p|2', 'tea')), { name: 'held' })
})

t.test('a disk that hangs: PRINT is answered at the deadline, and the late record is withdrawn', async (t) => {
  const disk = new MemoryDisk()
  let proceed = (): void => undefined
  let slow = false
  const counter = await Counter.open(disk, (operation, path) => {
    if (!slow || operation !== 'rename' || !path.startsWith('/data/open')) return undefined
    return new Promise((resolve) => {
      proceed = resolve
    })
  })
  await counter.print('check|p|0')
  slow = true
  const printed = counter.print('check|p|1', 'tea')
  await t.rejects(counter.clock.run(printed, 30_000), { name: 'NotStored', withdrawn: false })
  slow = false
  proceed()
  await counter.clock.advance(0)
  t.equal(await counter.state(Counter.uuidOf('ACTIVE', 'check|p|1')), undefined)
  t.same(counter.ledger.store.toDo('kkm-1').length, 1)
})

t.test('sold since counts from the refusal, not from the day that Bitrix24 heard of it', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  await counter.refuse(first)
  const second = await counter.print('check|p|2', 'tea')
  await counter.register(second)
  await counter.inquiry.ask(second)
  t.match(await counter.inquiry.ask(first), { kind: 'error' })
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(first), { name: 'held', because: { kind: 'sold-since', as: second } })
})

t.test('a sale that was held when the other one was refused is one sold since, too', async (t) => {
  const counter = await Counter.open()
  const first = await counter.print('check|p|1', 'tea')
  const second = await counter.print('check|p|2', 'tea')
  await counter.refuse(first)
  await counter.clock.advance(0)
  await counter.register(second)
  await counter.inquiry.ask(second)
  await counter.inquiry.ask(first)
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(first), { name: 'held', because: { kind: 'sold-since', as: second } })
})

t.test('of two refused checks of one sale only one is tried again', async (t) => {
  const counter = await Counter.open()
  const uuids: string[] = []
  for (const check of ['check|p|1', 'check|p|2']) {
    const uuid = await counter.print(check, 'tea')
    await counter.refuse(uuid)
    await counter.inquiry.ask(uuid)
    uuids.push(uuid)
  }
  const [first = '', second = ''] = uuids
  await counter.print('check|p|1', 'tea')
  await counter.clock.advance(0)
  await counter.register(first)
  await counter.inquiry.ask(first)
  await counter.print('check|p|2', 'tea')
  await counter.clock.advance(0)
  t.match(await counter.state(second), { name: 'held', because: { kind: 'sold-since', as: first } })
})

/** A counter with one check that was refused, and Bitrix24 knows; `damage.on` breaks the disk under `open/`. */
async function refusedOnce(lostAnswer: 'hold' | 'print' = 'hold') {
  const disk = new MemoryDisk()
  const damage = { on: false }
  const hook: DiskHook = (operation, path) => {
    if (damage.on && operation === 'syncFolder' && path === '/data/open') throw diskError('EIO')
  }
  const counter = await Counter.open(disk, hook, lostAnswer)
  const uuid = await counter.print('check|p|1', 'tea')
  await counter.refuse(uuid)
  await counter.inquiry.ask(uuid)
  return { disk, damage, counter, uuid }
}

t.test('a new attempt that can neither be stored nor taken back counts as a lost answer', async (t) => {
  const { damage, counter, uuid } = await refusedOnce()
  damage.on = true
  await t.rejects(counter.print('check|p|1', 'tea'), { name: 'NotStored', withdrawn: false })
  damage.on = false
  const second = await counter.print('check|p|2', 'tea')
  t.match(await counter.state(second), { name: 'held', because: { kind: 'lost-answer', against: uuid } })
})

t.test('such an attempt goes on once the disk is well: nobody has to ask for it', async (t) => {
  const { damage, counter, uuid } = await refusedOnce()
  damage.on = true
  await t.rejects(counter.print('check|p|1', 'tea'), { name: 'NotStored', withdrawn: false })
  t.match(await counter.state(uuid), { name: 'held', because: { kind: 'searching' } })
  await counter.clock.advance(0)
  damage.on = false
  await counter.clock.advance(60_000)
  t.match(await counter.state(uuid), { name: 'accepted' })
})

t.test('an attempt that came alive in a restart meets the sale made since', async (t) => {
  const { disk, damage, counter, uuid } = await refusedOnce('print')
  damage.on = true
  await t.rejects(counter.print('check|p|1', 'tea'), { name: 'NotStored', withdrawn: false })
  // What stands in the file when the process dies before it could be taken back.
  const attempt = disk.content(`/data/open/${uuid}.json`) ?? ''
  damage.on = false
  const second = await counter.print('check|p|2', 'tea')
  await counter.register(second)
  await counter.inquiry.ask(second)
  await disk.mount().writeFile(`/data/open/${uuid}.json`, attempt, true)
  const later = await Counter.open(disk, undefined, 'print')
  await later.holds.review()
  await later.clock.advance(0)
  t.match(await later.state(uuid), { name: 'held', because: { kind: 'sold-since', as: second } })
})

t.test('a new attempt that is stored too late is taken back', async (t) => {
  const disk = new MemoryDisk()
  let proceed = (): void => undefined
  let slow = false
  const counter = await Counter.open(disk, (operation, path) => {
    if (!slow || operation !== 'rename' || !path.startsWith('/data/open')) return undefined
    return new Promise((resolve) => {
      proceed = resolve
    })
  })
  const uuid = await counter.print('check|p|1', 'tea')
  await counter.refuse(uuid)
  await counter.inquiry.ask(uuid)
  slow = true
  await t.rejects(counter.clock.run(counter.print('check|p|1', 'tea'), 30_000), { name: 'NotStored', withdrawn: false })
  slow = false
  proceed()
  await counter.clock.advance(0)
  t.match(await counter.state(uuid), { name: 'refused' })
  disk.lose()
  t.match(await (await Counter.open(disk)).state(uuid), { name: 'refused' })
})

t.test('what may be in memory only is written before its UUID is told', async (t) => {
  const disk = new MemoryDisk()
  let broken = false
  const counter = await Counter.open(disk, (operation, path) => {
    if (broken && path.startsWith('/data/open') && operation !== 'read') throw diskError('EIO')
  })
  await counter.print('check|p|0')
  broken = true
  for (const _ of [1, 2]) {
    await t.rejects(counter.print('check|p|1', 'tea'), { name: 'NotStored', withdrawn: false })
  }
  broken = false
  const uuid = await counter.print('check|p|1', 'tea')
  disk.lose()
  t.match(await (await Counter.open(disk)).state(uuid), { name: 'accepted' })
})

t.test('whether a check is known is not asked for ever', async (t) => {
  let stuck = false
  const counter = await Counter.open(new MemoryDisk(), () => (stuck ? new Promise<void>(() => undefined) : undefined))
  const first = await counter.print('check|p|1')
  await counter.register(first)
  await counter.inquiry.ask(first)
  stuck = true
  const known = counter.intake.answered({ mode: 'ACTIVE', bitrixUuid: 'check|p|1', content: 'tea' })
  await Promise.all([t.rejects(known, { name: 'NotStored', withdrawn: false }), counter.clock.advance(20_000)])
})
