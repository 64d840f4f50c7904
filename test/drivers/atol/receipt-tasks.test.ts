import { readFileSync } from 'node:fs'
import t from 'tap'
import { closingCall, receiptCalls } from '../../../drivers/atol/receipt-tasks.ts'
import { hex } from '../../../drivers/bytes.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import type { FiscalItem, FiscalReceipt, VatRate } from '../../../drivers/register.ts'
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
