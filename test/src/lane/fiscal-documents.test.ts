import t from 'tap'
import { markOf } from '../../../src/record/identity.ts'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { document } from '../receipts/counter.ts'
import { ClaimsDesk, fn } from './claims-desk.ts'

t.test('a document that is seen while its receipt is being printed is kept, below the baseline too', async (t) => {
  const desk = await ClaimsDesk.open()
  const { counter, claims } = desk
  const { ledger } = counter
  const uuid = await counter.print('check|p|1')
  const number = desk.addReceipt(uuid)
  await ledger.apply(uuid, { type: 'taken', baseline: desk.baseline, sent: { form: 1, ffd: '1.2' } })
  await desk.catchUp()
  t.match(await counter.state(uuid), { name: 'printing' }, 'the verdict decides')
  // It looks only at what came after the baseline.
  const accepted = await ledger.apply(uuid, { type: 'not-registered', end: { kind: 'explained' } })
  t.ok(await claims.adopt(accepted))
  t.match(await counter.state(uuid), { name: 'registered', proof: 'mark', document: { fn, number } })
})

t.test('what the verdict found as well is one document, not two', async (t) => {
  const desk = await ClaimsDesk.open()
  const { counter } = desk
  const uuid = await counter.print('check|p|1')
  await counter.ledger.apply(uuid, { type: 'taken', baseline: desk.baseline, sent: { form: 1, ffd: '1.2' } })
  const number = desk.addReceipt(uuid)
  await desk.catchUp()
  await desk.catchUp()
  t.match(desk.claims.orphanOf(uuid), { document: { number }, also: undefined })
  const { document } = desk.claims.orphanOf(uuid) ?? {}
  if (document === undefined) throw new Error('it is not kept')
  await counter.ledger.apply(uuid, { type: 'registered', document, proof: 'evidence' })
  const later = await ClaimsDesk.open(counter.disk)
  later.addReceipt(uuid)
  await later.catchUp()
  t.equal(await later.counter.print('check|p|1'), uuid)
  t.match(await later.counter.state(uuid), { name: 'registered', proof: 'evidence', document: { number } })
  t.strictSame(later.alarms(), [])
})

t.test('a reading that is cut does not make a document that cannot be read a newer one', async (t) => {
  const desk = await ClaimsDesk.open()
  const before = await desk.counter.print('check|p|1')
  const number = desk.add('unreadable')
  const next = desk.add('silence')
  await t.rejects(desk.catchUp(), { code: 'LINK_LOST' })
  const after = await desk.counter.print('check|p|2')
  desk.memory.set(next, 'report')
  await desk.catchUp()
  t.ok(await desk.mayBeUnread(before))
  t.notOk(await desk.mayBeUnread(after))
  t.strictSame(desk.alarms(), [`document-unreadable ${fn} ФД ${number}`])
})

t.test('a document that an older store does not know is told before it counts as looked at', async (t) => {
  const disk = new MemoryDisk()
  const first = await ClaimsDesk.open(disk)
  const waiting = await first.counter.print('check|p|1')
  await first.counter.refuse(await first.counter.print('check|p|2'))
  const told: number[] = []
  let full = true
  let seen = 0
  const onBehind = async (): Promise<void> => {
    if (full) throw diskError('ENOSPC')
    told.push(seen)
  }
  const open = () => ClaimsDesk.open(disk, undefined, { onBehind })
  const desk = await open()
  desk.add('report')
  desk.add({ mark: markOf('0'.repeat(26)) })
  await t.rejects(desk.catchUp(), { code: 'ENOSPC' })
  full = false
  const later = await open()
  for (const [number, shown] of desk.memory) later.memory.set(number, shown)
  await later.catchUp()
  t.equal(told.length, 1, 'a restart finds it again')

  seen = 1
  later.add({ mark: markOf('1'.repeat(26)) })
  await later.catchUp()
  t.equal(told.length, 1, 'what comes while it looks is another bridge at work')

  seen = 2
  full = true
  const last = await open()
  for (const [number, shown] of later.memory) last.memory.set(number, shown)
  last.addReceipt(waiting)
  await t.rejects(last.catchUp(), { code: 'ENOSPC' })
  t.match(await last.counter.state(waiting), { name: 'accepted' }, 'or a restart would find no news in it')
  full = false
  await last.catchUp()
  t.match(told, [0, 2], 'a receipt that waits here is printed there')
  t.match(await last.counter.state(waiting), { name: 'registered' })
})

t.test('a document of an older store that could be read only later is told, too', async (t) => {
  const disk = new MemoryDisk()
  await ClaimsDesk.open(disk)
  let told = 0
  const onBehind = async (): Promise<void> => {
    told += 1
  }
  const desk = await ClaimsDesk.open(disk, undefined, { onBehind })
  const found = desk.add('unreadable')
  await desk.catchUp()
  const since = desk.add('unreadable')
  await desk.catchUp()
  desk.memory.set(since, { mark: markOf('0'.repeat(26)) })
  await desk.catchUp()
  t.equal(told, 0, 'what came while it looked is another bridge at work')
  desk.memory.set(found, { mark: markOf('1'.repeat(26)) })
  await desk.catchUp()
  t.equal(told, 1)
})

t.test('a document that a person gave to a receipt is no other, and is read all the same', async (t) => {
  const desk = await ClaimsDesk.open()
  const { counter, claims, documents } = desk
  const [mine, other, third] = [
    await counter.print('check|p|1'),
    await counter.print('check|p|2', 'coffee'),
    await counter.print('check|p|3', 'two teas'),
  ]
  const number = desk.add('unreadable')
  t.equal(number, document.number)
  await desk.catchUp()
  t.ok(await desk.mayBeUnread(other))
  t.equal(await claims.claimForPerson(fn, number, mine), undefined)
  t.ok(await desk.mayBeUnread(other), 'until the record says so')
  await counter.register(mine)
  await documents.noteRegistered(fn, number)
  t.notOk(await desk.mayBeUnread(other))
  await desk.catchUp()
  t.strictSame(desk.alarms(), [])
  desk.memory.set(number, { mark: markOf(other) })
  await desk.catchUp()
  t.match(await counter.state(other), { name: 'registered', proof: 'mark' }, 'the person was wrong')

  const next = number + 1
  await claims.claimForPerson(fn, next, third)
  await documents.noteRegistered(fn, next)
  desk.addReceipt(third)
  t.ok(documents.isBehind(fn, next), 'nobody has looked at it')
})

t.test('a receipt that was tried is doubted for what lies above its baseline', async (t) => {
  const desk = await ClaimsDesk.open()
  const { ledger } = desk.counter
  const tried = async (check: string): Promise<string> => {
    const uuid = await desk.counter.print(check)
    await ledger.apply(uuid, { type: 'taken', baseline: desk.baseline, sent: { form: 1, ffd: '1.2' } })
    await ledger.apply(uuid, { type: 'not-registered', end: { kind: 'explained' } })
    return uuid
  }
  const before = await tried('check|p|1')
  const elsewhere = await tried('check|p|2')
  const baseline = { ...desk.baseline, fn: '9999078900009999', lastDocument: 1000 }
  await ledger.apply(elsewhere, { type: 'taken', baseline, sent: { form: 1, ffd: '1.2' } })
  await ledger.apply(elsewhere, { type: 'not-registered', end: { kind: 'explained' } })
  desk.add('unreadable')
  const after = await tried('check|p|3')
  await desk.catchUp()
  t.ok(await desk.mayBeUnread(before))
  t.ok(await desk.mayBeUnread(elsewhere), 'whichever memory was tried last')
  t.notOk(await desk.mayBeUnread(after))
})

t.test('what was there before the start may be a receipt that was lost, unless some record has it', async (t) => {
  const disk = new MemoryDisk()
  const first = await ClaimsDesk.open(disk)
  const sold = await first.counter.print('check|p|1')
  await first.counter.register(sold)
  await first.counter.inquiry.ask(sold)
  t.strictSame(first.counter.ledger.store.openReceipts(), [], 'closed')

  const desk = await ClaimsDesk.open(disk)
  const number = desk.add('report')
  t.equal(number, document.number)
  desk.memory.set(number, 'unreadable')
  desk.memory.set(number - 1, 'report')
  await desk.catchUp()
  t.strictSame(desk.alarms(), [], 'it is a receipt that is known')

  const lost = desk.add('unreadable')
  const later = await ClaimsDesk.open(disk)
  for (const [at, shown] of desk.memory) later.memory.set(at, shown)
  await later.catchUp()
  t.strictSame(later.alarms(), [`document-unreadable ${fn} ФД ${lost}`])
  const again = await later.counter.print('check|p|2')
  t.ok(await later.mayBeUnread(again))
})
