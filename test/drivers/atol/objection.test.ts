import t from 'tap'
import { capabilitiesOn } from '../../../drivers/atol/capabilities.ts'
import { receiptObjection } from '../../../drivers/atol/objection.ts'
import type { FiscalItem, FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import type { VatRate } from '../../../drivers/ffd/vat.ts'
import { vatRates } from '../../../drivers/ffd/vat.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import type { RegisterIdentity } from '../../../drivers/register.ts'
import { breadSale, sale } from './shop.ts'

const identity: RegisterIdentity = {
  model: 'АТОЛ 77Ф',
  serial: '00106100000042',
  firmware: '3.0.9215',
  ffd: '1.2',
  fn: '9999078900001234',
  registrationNumber: '0000000001047291',
  inn: '7707083893',
  taxSystems: [1, 2],
  vatRates: Object.keys(vatRates) as VatRate[],
  capabilities: capabilitiesOn('1.2'),
}
const older = { ffd: '1.05', capabilities: capabilitiesOn('1.05') } as const

const [bread] = breadSale.items as [FiscalItem]
const withItem = (change: Partial<FiscalItem>): FiscalReceipt => ({ ...breadSale, items: [{ ...bread, ...change }] })
const agent = { sign: 64, supplierInn: '7707083893', supplierPhones: ['+79120000000'] }

t.test('nothing speaks against a good receipt', async (t) => {
  t.equal(receiptObjection(sale, identity), undefined)
  t.equal(receiptObjection(withItem({ agent }), identity), undefined)
  const code = { productCode: Uint8Array.of(1, 2, 3) }
  t.equal(receiptObjection(withItem({ marking: code }), { ...identity, ...older }), undefined)
})

const line = (objection: object): object => ({ code: 'ITEM', values: { number: 1, name: bread.name, objection } })

const objections: readonly (readonly [string, FiscalReceipt, object, Partial<RegisterIdentity>?])[] = [
  ['no items', { ...breadSale, items: [] }, { code: 'NO_ITEMS', values: {} }],
  [
    'a name that the register cannot print',
    withItem({ name: '漢字' }),
    { code: 'ITEM', values: { name: '漢字', objection: { code: 'FIELD_EMPTY', values: { tag: 1030 } } } },
  ],
  ['a negative price', withItem({ price: kopecks(-1) }), line({ code: 'ITEM_SUMS', values: { max: '99999999.99' } })],
  [
    'a line beyond what services take',
    withItem({ sum: kopecks(10_000_000_000n) }),
    line({ code: 'ITEM_SUMS', values: { max: '99999999.99' } }),
  ],
  ['no quantity', withItem({ quantity: quantity(0) }), line({ code: 'ITEM_QUANTITY', values: { max: '9999999.999' } })],
  [
    'a rate that is not in table 13',
    breadSale,
    line({ code: 'ITEM_VAT', values: { rate: '22' } }),
    { vatRates: ['20'] },
  ],
  [
    'a tax system that is not registered',
    { ...breadSale, taxSystem: 32 },
    { code: 'TAX_SYSTEM', values: { taxSystem: 32 } },
  ],
  ['marked goods on FFD 1.2', withItem({ marking: { code: '010460' } }), line({ code: 'MARKING_UNCHECKED' })],
  [
    'marked goods without a product code',
    withItem({ marking: { code: '010460' } }),
    line({ code: 'PRODUCT_CODE_MISSING' }),
    older,
  ],
  [
    'a supplier without a proper INN',
    withItem({ agent: { ...agent, supplierInn: '12' } }),
    line({ code: 'SUPPLIER_INN' }),
  ],
  [
    'a phone too long',
    withItem({ agent: { ...agent, supplierPhones: ['+7912000000012345678'] } }),
    line({ code: 'FIELD_TOO_LONG', values: { tag: 1171, max: 19 } }),
  ],
  [
    'supplier data too long for a block',
    withItem({ agent: { ...agent, supplierPhones: Array.from({ length: 20 }, () => '+79120000000') } }),
    line({ code: 'FIELD_TOO_LARGE', values: { tag: 1224, max: 249 } }),
  ],
  [
    'a place too long for a block',
    { ...breadSale, place: 'м'.repeat(246) },
    { code: 'FIELD_TOO_LONG', values: { tag: 1187, max: 243 } },
  ],
  [
    'a buyer that the register cannot spell',
    { ...breadSale, buyer: 'é@example.com' },
    { code: 'FIELD_CHARACTERS', values: { tag: 1008 } },
  ],
  ['an empty sender', { ...breadSale, sender: '' }, { code: 'FIELD_EMPTY', values: { tag: 1117 } }],
  [
    'a mark too long',
    { ...breadSale, mark: { text: 'x'.repeat(17), tag: 1192 } },
    { code: 'FIELD_TOO_LONG', values: { tag: 1192, max: 16 } },
  ],
  ['a cashier INN of ten digits', { ...breadSale, cashier: { name: 'К', inn: '7707083893' } }, { code: 'CASHIER_INN' }],
  ['sums that differ', { ...breadSale, total: kopecks(1) }, { code: 'TOTALS_DIFFER' }],
  ['electronic only, and nobody to send it to', { ...breadSale, electronicOnly: true }, { code: 'BUYER_MISSING' }],
  [
    'too many lines',
    { ...breadSale, items: Array.from({ length: 400 }, () => bread) },
    { code: 'TOO_MANY_ITEMS', values: { count: 400 } },
  ],
]

for (const [name, receipt, objection, change] of objections) {
  t.test(name, async (t) => {
    const found = receiptObjection(receipt, { ...identity, ...change })
    t.match(found, objection)
    t.same(JSON.parse(JSON.stringify(found)), found, 'plain data')
  })
}

t.test('a receipt beyond what 99h can carry', async (t) => {
  const sum = kopecks(4_294_967_296n)
  const receipt = { ...withItem({ price: sum, sum }), total: sum, payments: { ...breadSale.payments, cash: sum } }
  t.match(receiptObjection(receipt, identity), { code: 'RECEIPT_SUMS', values: { max: '42949672.95' } })
})

t.test('the line is named by its number', async (t) => {
  const receipt = { ...sale, items: [sale.items[0] as FiscalItem, { ...bread, name: ' ' }] }
  t.match(receiptObjection(receipt, identity), { code: 'ITEM', values: { number: 2 } })
})
