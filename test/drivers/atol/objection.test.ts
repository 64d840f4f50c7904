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

const objections: readonly (readonly [string, FiscalReceipt, RegExp, Partial<RegisterIdentity>?])[] = [
  ['no items', { ...breadSale, items: [] }, /1059/],
  ['a name that the register cannot print', withItem({ name: '漢字' }), /1030/],
  ['a negative price', withItem({ price: kopecks(-1) }), /1079/],
  ['a line beyond what services take', withItem({ sum: kopecks(10_000_000_000n) }), /1043/],
  ['no quantity', withItem({ quantity: quantity(0) }), /1023/],
  ['a rate that is not in table 13', breadSale, /НДС 22%.*1199/, { vatRates: ['20'] }],
  ['a tax system that is not registered', { ...breadSale, taxSystem: 32 }, /1055/],
  ['marked goods on FFD 1.2', withItem({ marking: { code: '010460' } }), /ФФД 1\.2/],
  ['marked goods without a product code', withItem({ marking: { code: '010460' } }), /1162/, older],
  ['a supplier without a proper INN', withItem({ agent: { ...agent, supplierInn: '12' } }), /1226/],
  ['a phone too long', withItem({ agent: { ...agent, supplierPhones: ['+7912000000012345678'] } }), /1171/],
  [
    'supplier data too long for a block',
    withItem({ agent: { ...agent, supplierPhones: Array.from({ length: 20 }, () => '+79120000000') } }),
    /1224/,
  ],
  ['a place too long for a block', { ...breadSale, place: 'м'.repeat(246) }, /1187/],
  ['a buyer that the register cannot spell', { ...breadSale, buyer: 'é@example.com' }, /1008/],
  ['an empty sender', { ...breadSale, sender: '' }, /1117/],
  ['a mark too long', { ...breadSale, mark: { text: 'x'.repeat(17), tag: 1192 } }, /1192/],
  ['a cashier INN of ten digits', { ...breadSale, cashier: { name: 'К', inn: '7707083893' } }, /1203/],
  ['sums that differ', { ...breadSale, total: kopecks(1) }, /1020/],
  ['electronic only, and nobody to send it to', { ...breadSale, electronicOnly: true }, /1008/],
  ['too many lines', { ...breadSale, items: Array.from({ length: 400 }, () => bread) }, /400/],
]

for (const [name, receipt, text, change] of objections) {
  t.test(name, async (t) => {
    t.match(receiptObjection(receipt, { ...identity, ...change }), text)
  })
}

t.test('a receipt beyond what 99h can carry', async (t) => {
  const sum = kopecks(4_294_967_296n)
  const receipt = { ...withItem({ price: sum, sum }), total: sum, payments: { ...breadSale.payments, cash: sum } }
  t.match(receiptObjection(receipt, identity), /42 949 672,95/)
})

t.test('the line is named by its number', async (t) => {
  const receipt = { ...sale, items: [sale.items[0] as FiscalItem, { ...bread, name: ' ' }] }
  t.match(receiptObjection(receipt, identity), /^Позиция 2/)
})
