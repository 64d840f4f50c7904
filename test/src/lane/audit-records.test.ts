import t from 'tap'
import { auditAll } from '../../../src/lane/run-audit.ts'
import type { ReceiptRecord } from '../../../src/record/record.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale } from './restored-shop.ts'

/** A receipt that was not printed, and that a person calls a document: the register is said to be gone. */
async function attested(shop: VirtualShop, changes: object): Promise<string> {
  const sold = await registeredSale(shop, 'check|p|1', 'tea')
  shop.register.control.addFault('power-cut@4A:before-commit')
  const uuid = await shop.print('check|p|2', 'coffee')
  await shop.until(uuid, 'printing')
  shop.register.control.cable('out')
  await shop.clock.advance(5_000)
  const { state } = await shop.record(sold)
  if (state.name !== 'registered') throw new Error(state.name)
  const { settlement: _, total: __, ...attributes } = state.document
  const typed = { ...attributes, sign: '1', receiptNumber: 2, ...changes }
  const { status } = await shop.decide(uuid, { kind: 'attributes', attributes: typed, word: 'gone' })
  t.equal(status, 200)
  shop.register.control.cable('in')
  await shop.clock.advance(30_000)
  return uuid
}

t.test('a record above the last document is missing', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuid = await attested(shop, { number: 445 })
  t.match((await shop.admin('/api/audit')).body, {
    clean: false,
    registers: [{ findings: [{ kind: 'missing', uuid, number: 445 }] }],
    uncompared: [],
  })
})

t.test('a record of an FN that was never there is told', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await attested(shop, { number: 4, fn: '9999078900007777' })
  t.match((await shop.admin('/api/audit')).body, {
    clean: false,
    registers: [{ findings: [] }],
    uncompared: [{ fn: '9999078900007777', records: 1, why: 'unknown' }],
  })
})

t.test('the receipts of a replaced FN are counted, and the audit is clean', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  const fn = shop.register.documents()[0]?.fn
  await shop.stop()
  await shop.newRegister('/spare', { fn: '9999078900009999' })
  await shop.boot()
  await registeredSale(shop, 'check|p|2', 'coffee')
  t.match((await shop.admin('/api/audit')).body, {
    clean: true,
    registers: [{ fn: '9999078900009999', receipts: 1, findings: [] }],
    uncompared: [{ fn, records: 1, why: 'replaced' }],
  })
})

t.test('an audit of what is not there is not clean', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  const last = shop.register.documents().at(-1)?.number ?? 0
  t.match((await shop.admin(`/api/audit?from=${last}`)).body, { clean: true, registers: [{ receipts: 1 }] })
  t.match((await shop.admin(`/api/audit?from=${last + 1}`)).body, {
    clean: false,
    registers: [{ receipts: 0, findings: [{ kind: 'nothing-to-read', number: last }] }],
  })
})

t.test('a receipt that is registered while the audit reads is no discrepancy', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  const { store, roster } = shop.bridge
  let begin = (): void => undefined
  const reached = { records: false, end: false }
  const sold = new Promise<void>((resolve) => {
    begin = resolve
  })
  async function* all(onUnreadable: (uuid: string) => void): AsyncGenerator<ReceiptRecord> {
    reached.records = true
    await sold
    yield* store.all(onUnreadable)
  }
  const claims = { claimedByPerson: () => undefined }
  const documents = { seenMemories: () => [] }
  const audited = auditAll({ registers: roster.registers, store: { all }, claims, documents }).finally(() => {
    reached.end = true
  })
  while (!reached.records) await shop.clock.advance(100)
  await registeredSale(shop, 'check|p|2', 'coffee')
  begin()
  while (!reached.end) await shop.clock.advance(100)
  const { clean, registers } = await audited
  t.ok(clean)
  t.match(registers, [{ findings: [], receipts: 2 }])
})
