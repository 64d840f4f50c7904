import { readFileSync } from 'node:fs'
import t from 'tap'
import { closingCall, receiptCalls } from '../../../drivers/atol/receipt-tasks.ts'
import { hex } from '../../../drivers/bytes.ts'
import type { FiscalItem, FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import type { VatRate } from '../../../drivers/ffd/vat.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import { breadSale, sale } from './shop.ts'

const rows: readonly VatRate[] = [
  '20',
  '10',
  '20/120',
  '10/110',
  '0',
  'none',
  '5',
  '7',
  '5/105',
  '7/107',
  '22',
  '22/122',
]
const taxes = { indexOf: (rate: VatRate) => ({ index: rows.indexOf(rate) + 1 }) }
const requests = (receipt: FiscalReceipt, ffd: '1.05' | '1.2' = '1.05'): string[] =>
  receiptCalls(receipt, { ffd, taxes }).map(({ task }) => hex(task.request))

const trace = JSON.parse(readFileSync(new URL('../../fixtures/atol-trace.json', import.meta.url), 'utf8')) as {
  steps: { step: string; title: string; app: { host: string } }[]
}
const golden = (code: string): string[] =>
  trace.steps.map(({ app }) => app.host).filter((bytes) => bytes.startsWith(code))

t.test('the lines, the payment and the closing of the published sale', async (t) => {
  const line = (name: string, price: number, count: number, vat: VatRate): FiscalItem => ({
    ...(breadSale.items[0] as FiscalItem),
    name,
    price: kopecks(price),
    quantity: quantity(count * 1000),
    sum: kopecks(price * count),
    vat,
  })
  const receipt: FiscalReceipt = {
    ...sale,
    items: [line('Молоко 3,2%', 5500, 2, '10'), line('Хлеб', 4250, 1, '10')],
    payments: { ...sale.payments, cash: kopecks(0), cashless: kopecks(15250) },
  }
  const built = requests(receipt)
  t.same(
    built.filter((bytes) => bytes.startsWith('92')),
    golden('92'),
  )
  t.same(
    built.filter((bytes) => bytes.startsWith('EA')),
    golden('EA'),
  )
  t.same(
    built.filter((bytes) => bytes.startsWith('EB')),
    golden('EB'),
  )
  t.same(
    built.filter((bytes) => bytes.startsWith('99')),
    golden('99'),
  )
  t.same([hex(closingCall.task.request)], golden('4A'))
})

t.test('order: cashier, 92h, requisites, lines, payments', async (t) => {
  const receipt = { ...sale, cashier: { name: 'Иванова' }, electronicOnly: true, buyer: '+79120000000' } as const
  t.same(
    requests(receipt, '1.2').map((bytes) => bytes.slice(0, bytes.startsWith('E8') ? 17 : 8)),
    [
      'E8 01 01 00 FD 03',
      '92 04 01',
      'E8 01 01 00 1F 04',
      'E8 01 01 00 F0 03',
      'E8 01 01 00 A8 04',
      'EA 00 01',
      'E8 01 01 00 3C 08',
      'EB 00 00',
      'EA 00 01',
      'E8 01 01 00 3C 08',
      'EB 00 00',
      '99 00 02',
      '99 00 01',
    ],
  )
})

t.test('a receipt of zero pays zero in cash', async (t) => {
  const free = { ...breadSale, payments: { ...breadSale.payments, cash: kopecks(0) }, total: kopecks(0) }
  t.same(requests(free).slice(-1), ['99 00 01 00 00 00 00 00'])
})

t.test('the mark in 1084 is a pair of name and value', async (t) => {
  const bytes = requests({ ...breadSale, mark: { text: 'M1', tag: 1084 } }).find((one) =>
    one.startsWith('E8 01 01 00 3C 04'),
  )
  t.match(bytes, /3D 04 .* 3E 04 02 00 4D 31$/)
})

const item = (more: Partial<FiscalItem>): FiscalItem => ({ ...(breadSale.items[0] as FiscalItem), ...more })
const fieldsOf = (line: FiscalItem, ffd: '1.05' | '1.2'): string =>
  requests({ ...breadSale, items: [line] }, ffd).find((bytes) => bytes.startsWith('EB')) ?? ''

t.test('a price that falls short of the sum goes a kopeck higher', async (t) => {
  const ten = { quantity: quantity(10_000), price: kopecks(1234) }
  t.match(
    fieldsOf(item({ ...ten, sum: kopecks(12_344) }), '1.2'),
    /^EB 00 00 00 00 00 00 12 35 00 00 01 00 00 00 00 00 00 01 23 44/,
  )
  t.match(
    fieldsOf(item({ ...ten, sum: kopecks(12_341) }), '1.2'),
    /^EB 00 00 00 00 00 00 12 34 /,
    'a kopeck is let pass',
  )
})

t.test('marked goods are goods before FFD 1.2', async (t) => {
  // Tag 1212 stands behind price, quantity, sum, tax, its sum and section.
  const subjectIn = (bytes: string): string | undefined => bytes.split(' ')[30]
  t.equal(subjectIn(fieldsOf(item({ subject: 33 }), '1.05')), '01')
  t.equal(subjectIn(fieldsOf(item({ subject: 30 }), '1.05')), '02')
  t.equal(subjectIn(fieldsOf(item({ subject: 33 }), '1.2')), '33')
})

t.test('suppliers: their sign for the whole receipt before FFD 1.1, their name as long as the tag', async (t) => {
  const agent = { sign: 64, supplierInn: '7707083893', supplierName: 'ю'.repeat(256), supplierPhones: ['+74951234567'] }
  const receipt = { ...breadSale, items: [item({ agent })] }
  const starting = (ffd: '1.05' | '1.2', tag: string) =>
    requests(receipt, ffd).filter((bytes) => bytes.startsWith(`E8 01 01 00 ${tag}`))
  t.equal(starting('1.05', '21 04').length, 1, '1057')
  t.equal(starting('1.2', '21 04').length, 0)
  const [data = ''] = starting('1.2', 'C8 04')
  t.equal(data.split(' ').length - 4 - 4, 243, '1224 is full and no longer')
})
