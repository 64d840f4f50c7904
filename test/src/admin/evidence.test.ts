import t, { type Test } from 'tap'
import type { EvidenceView } from '../../../src/admin/evidence.ts'
import { VirtualShop } from '../../virtual-shop.ts'

async function open(t: Test): Promise<VirtualShop> {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  return shop
}

const evidenceOf = async (shop: VirtualShop, uuid: string): Promise<EvidenceView> =>
  (await shop.admin(`/api/receipts/${uuid}/evidence`)).body as unknown as EvidenceView

t.test('documents since the receipt began stand side by side with whose they are', async (t) => {
  const shop = await open(t)
  const before = await shop.print('check|1')
  await shop.until(before, 'registered')
  shop.register.control.addFault('unplug@92x3')
  const uuid = await shop.print('check|2')
  await shop.until(uuid, 'unresolved')
  shop.register.control.clearFaults()
  await shop.foreignSale('1161.30')
  await shop.foreignSale('5.00')
  const { documents, from, fn, expectedFn } = await evidenceOf(shop, uuid)
  t.equal(fn, expectedFn)
  t.match(documents, [
    { number: from, kind: 'receipt', total: '1161.30', ours: false, fits: true, owner: undefined },
    { number: from + 1, kind: 'receipt', total: '5.00', ours: false, fits: false },
  ])
  t.equal(documents.length, 2, 'what was there before the receipt is not shown')
})

t.test('a held receipt is shown the last documents, with their owners', async (t) => {
  const shop = await open(t)
  const first = await shop.print('check|1', 'same goods')
  await shop.until(first, 'registered')
  const second = await shop.print('check|2', 'same goods')
  await shop.until(second, 'held')
  const { documents } = await evidenceOf(shop, second)
  t.match(documents.at(-1), { kind: 'receipt', owner: first, ours: false, fits: true })
  t.match(documents[0], { kind: 'other', title: String })
})

t.test('an unreachable register is an answer of its own', async (t) => {
  const shop = await open(t)
  const first = await shop.print('check|1', 'same goods')
  await shop.until(first, 'registered')
  const uuid = await shop.print('check|2', 'same goods')
  await shop.until(uuid, 'held')
  shop.register.control.cable('out')
  t.match(await shop.admin(`/api/receipts/${uuid}/evidence`), { status: 503, body: { code: 'LINK_LOST' } })
})
