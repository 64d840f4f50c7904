import fc from 'fast-check'
import t from 'tap'
import { printable } from '../../../drivers/atol/commands/charset.ts'
import { receiptObjection } from '../../../drivers/atol/objection.ts'
import { estimatedBytes, maxReceiptBytes } from '../../../drivers/atol/receipt-limits.ts'
import { itemRequisites } from '../../../drivers/atol/requisites.ts'
import type { FfdVersion, FiscalItem, FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import { sumOf } from '../../../drivers/money.ts'
import { maxItemBytes, sizeOf } from '../../../drivers/simulator/handlers/item.ts'
import { breadSale, openForBusiness } from '../atol/shop.ts'

const [bread] = breadSale.items as [FiscalItem]

function saleOf(items: readonly FiscalItem[]): FiscalReceipt {
  const total = sumOf(items.map(({ sum }) => sum))
  return { ...breadSale, items, total, payments: { ...breadSale.payments, cash: total } }
}

/** As many equal lines as the driver's own estimate lets pass. */
function most(item: FiscalItem): FiscalReceipt {
  const count = Math.floor(maxReceiptBytes / estimatedBytes({ items: [item] }))
  return saleOf(Array.from({ length: count }, () => item))
}

t.test('the size of a line in the simulated register never exceeds what the driver reckons with', async (t) => {
  t.equal(maxItemBytes, maxReceiptBytes)
  const character = fc.constantFrom('Ш', 'x', ' ', '₽', '№', '½', '≤', 'é', '漢', '🍯')
  const text = (maxLength: number) => fc.string({ unit: character, minLength: 1, maxLength })
  const agent = fc.record(
    {
      sign: fc.constant(64),
      supplierInn: fc.constantFrom('7707083893', '500123456789'),
      supplierName: text(300),
      supplierPhones: fc.array(fc.constantFrom('+79120000000', '+123456789012345678'), { maxLength: 8 }),
    },
    { requiredKeys: ['sign', 'supplierInn', 'supplierPhones'] },
  )
  const marking = fc.uint8Array({ minLength: 1, maxLength: 32 }).map((productCode) => ({ productCode }))
  const item = fc
    .record({ name: text(200), agent, marking }, { requiredKeys: ['name'] })
    .map((change): FiscalItem => ({ ...bread, ...change }))
  const ffd = fc.constantFrom<FfdVersion>('1.05', '1.2')
  fc.assert(
    fc.property(item, ffd, (one, version) => {
      const position = { name: printable(one.name, 128), tags: itemRequisites(one, version) }
      t.ok(sizeOf(position) <= estimatedBytes({ items: [one] }))
    }),
    { numRuns: 500 },
  )
})

for (const [what, item] of [
  ['names of 36 characters', { ...bread, name: 'Ш'.repeat(36) }],
  ['names of 100 characters', { ...bread, name: 'Ш'.repeat(100) }],
  ['names of 128 characters', { ...bread, name: 'Ш'.repeat(128) }],
  [
    'suppliers',
    { ...bread, agent: { sign: 64, supplierInn: '7707083893', supplierName: 'ООО', supplierPhones: ['+79120000000'] } },
  ],
] as const) {
  t.test(`the most lines that the driver lets pass are registered: ${what}`, async (t) => {
    const shop = await openForBusiness()
    t.teardown(shop.close)
    const identity = await shop.run(shop.register.identify())
    const receipt = most(item)
    const more = saleOf([...receipt.items, item])
    t.match(receiptObjection(more, identity), { code: 'TOO_MANY_ITEMS' })
    t.equal(receiptObjection(receipt, identity), undefined)
    const { document, error } = await shop.print(receipt, shop.baseline)
    t.equal(error, undefined)
    t.equal(document?.total, receipt.total)
  })
}
