import t from 'tap'
import { problemText } from '../../../../src/bitrix24/texts/problem.ts'
import { codesOf, map, receiptOf, sale } from './sale.ts'

t.test('payments by form, by flag, by type', async (t) => {
  const payments = [
    { type: 'cash', sum: 10 },
    { type: 'cashless', sum: 20.5 },
    { type: 'advance', sum: 30 },
    { type: 'credit', sum: 40 },
    { is_cash: 'Y', sum: 50 },
    { is_cash: 'N', sum: 49.5 },
  ]
  t.strictSame(receiptOf(map(sale({}, { payments }))).payments, {
    cash: 6000n,
    cashless: 7000n,
    advance: 3000n,
    credit: 4000n,
    other: 0n,
  })
  t.equal(receiptOf(map(sale({}, { type: 'sellreturncash', payments: [{ sum: 200 }] }))).payments.cash, 20000n)
  t.strictSame(codesOf(map(sale({}, { payments: [{ sum: 200 }] }))), ['B24-301'])
  t.equal(receiptOf(map(sale({}, { payments: [{ is_cash: 'A', sum: 200 }] }))).payments.cashless, 20000n, 'acquiring')
})

t.test("the portal's own types of payment are what the settings say", async (t) => {
  const payments = [
    { type: 'sbp', sum: 100 },
    { type: 'сертификат', sum: 60 },
    { type: 'barter', sum: 40 },
  ]
  const paymentForms = { sbp: 'cashless', сертификат: 'advance', barter: 'other' } as const
  const known = receiptOf(map(sale({}, { payments }), { paymentForms }))
  t.match(known, { payments: { cash: 0n, cashless: 10000n, advance: 6000n, credit: 0n, other: 4000n } })
  const unknown = map(sale({}, { payments: [...payments, { type: 'sbp', sum: 0 }] }), {
    paymentForms: { barter: 'other' },
  })
  t.strictSame(codesOf(unknown), ['B24-315', 'B24-315'], 'each told once')
  if (unknown.ok) throw new Error('accepted')
  const [first] = unknown.problems.map((one) => problemText(one, 'ru'))
  t.match(first, /^B24-315 Оплата 1, форма оплаты \(type\): .*«sbp».*bitrix24\.paymentForms/)
  t.strictSame(codesOf(map(sale({}, { payments: [{ type: 'constructor', sum: 200 }] }))), ['B24-315'])
})
