import t from 'tap'
import { ClaimsDesk, fn } from './claims-desk.ts'

t.test('a document that is seen while its receipt is being printed is kept, below the baseline too', async (t) => {
  const desk = await ClaimsDesk.open()
  const { counter, claims } = desk
  const { ledger } = counter
  const uuid = await counter.print('check|p|1')
  const number = desk.addReceipt(uuid)
  await ledger.apply(uuid, { type: 'taken', baseline: desk.baseline })
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
  await counter.ledger.apply(uuid, { type: 'taken', baseline: desk.baseline })
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
