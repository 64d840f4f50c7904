import t from 'tap'
import type { Method } from '../../../../drivers/ffd/method-payments.ts'
import type { Payments } from '../../../../drivers/ffd/receipt.ts'
import { type Kopecks, kopecks, sumOf } from '../../../../drivers/money.ts'
import { settleMethods } from '../../../../src/bitrix24/mapping/settle-methods.ts'
import { type ReceiptType, receiptTypes } from '../../../../src/bitrix24/request/receipt-types.ts'
import { codeOf } from '../../../../src/bitrix24/texts/problem.ts'
import { buildForm, type PhpMap } from '../php-form.ts'
import { mapBody } from '../samples.ts'

const forms = ['cash', 'cashless', 'advance', 'credit', 'other'] as const
const none = Object.fromEntries(forms.map((form) => [form, kopecks(0)])) as unknown as Payments
const totalOf = (payments: Payments): Kopecks => sumOf(Object.values(payments))

/** Every choice of forms, 100 kopecks each. */
const choices: readonly Payments[] = Array.from({ length: 2 ** forms.length }, (_, bits) => ({
  ...none,
  ...Object.fromEntries(forms.flatMap((form, at) => ((bits >> at) & 1 ? [[form, kopecks(100)]] : []))),
})).filter((payments) => totalOf(payments) > 0n)

/** What is paid now (cash, cashless, other), paid before (advance) and not paid (credit). */
const kinds = ['now', 'before', 'unpaid', 'now+before', 'now+unpaid', 'before+unpaid', 'now+before+unpaid'] as const
type Kind = (typeof kinds)[number]
const kindOf = ({ cash, cashless, advance, credit, other }: Payments): Kind =>
  [cash + cashless + other > 0n && 'now', advance > 0n && 'before', credit > 0n && 'unpaid']
    .filter((one) => one !== false)
    .join('+') as Kind

const no = undefined
/** Order 662, tables of tags 1214, 1031, 1081, 1215, 1216, 1217: the method sent -> the method in the document, by what is paid. */
const table: Readonly<Record<Method, readonly (Method | undefined)[]>> = {
  //  now before unpaid n+b n+u b+u all
  1: [1, 1, no, 1, no, no, no],
  2: [2, 2, no, 2, no, no, no],
  3: [3, no, no, no, no, no, no],
  4: [4, 4, 6, 4, 5, 5, 5],
  5: [4, 4, 6, 4, 5, 5, 5],
  6: [no, no, 6, no, no, no, no],
  7: [7, 7, no, 7, no, no, no],
}

/** Methods that each type of Bitrix24 may end with. */
const any: readonly Method[] = [1, 2, 3, 4, 5, 6, 7]
const ends: Readonly<Record<ReceiptType, readonly Method[]>> = {
  sell: any,
  sellreturn: any,
  sellreturncash: any,
  advancepayment: [3],
  advancereturn: [3],
  advancereturncash: [3],
  prepayment: [2],
  prepaymentreturn: [2],
  prepaymentreturncash: [2],
  fullprepayment: [1],
  fullprepaymentreturn: [1],
  fullprepaymentreturncash: [1],
  credit: [6],
  creditreturn: [6],
  creditpayment: [7],
  creditpaymentreturn: [7],
  creditpaymentreturncash: [7],
}

const place = { kind: 'item', number: 1, field: 'payment_method' } as const
const settle = (type: ReceiptType, methods: readonly (readonly [Method, number])[], payments: Payments) => {
  const lines = methods.map(([method, sum]) => ({ method, sum: kopecks(sum), place }))
  const settled = settleMethods(type, lines, payments)
  return 'key' in settled ? codeOf(settled) : settled.methods
}

t.test('every type with every method and every choice of forms', async (t) => {
  let walked = 0
  for (const type of Object.keys(receiptTypes) as ReceiptType[]) {
    for (const sent of any) {
      for (const payments of choices) {
        const [rest, first] = [Number(totalOf(payments)) - 30, 30]
        const end = table[sent][kinds.indexOf(kindOf(payments))]
        const expected = end !== undefined && ends[type].includes(end) ? [end, end] : 'refused'
        const settled = settle(
          type,
          [
            [sent, first],
            [sent, rest],
          ],
          payments,
        )
        const what = `${type}, 1214 = ${sent}, ${kindOf(payments)}`
        if (expected === 'refused') t.match(settled, /^B24-60[5-9]$/, what)
        else t.strictSame(settled, expected, what)
        walked += 1
      }
    }
  }
  t.equal(walked, 17 * 7 * 31)
})

t.test('lines with methods of their own', async (t) => {
  const paid = (cash: number, credit: number, advance = 0): Payments => ({
    ...none,
    cash: kopecks(cash),
    credit: kopecks(credit),
    advance: kopecks(advance),
  })
  t.strictSame(
    settle(
      'sell',
      [
        [4, 300],
        [6, 200],
      ],
      paid(300, 200),
    ),
    [4, 6],
    'one paid, one not',
  )
  t.strictSame(
    settle(
      'sell',
      [
        [4, 300],
        [5, 200],
      ],
      paid(400, 100),
    ),
    [4, 5],
  )
  t.strictSame(
    settle(
      'sell',
      [
        [5, 300],
        [6, 200],
      ],
      paid(100, 400),
    ),
    [5, 6],
  )
  t.strictSame(
    settle(
      'sell',
      [
        [4, 300],
        [5, 200],
      ],
      paid(200, 300),
    ),
    [5, 5],
    'more is unpaid than the second line',
  )
  t.equal(
    settle(
      'sell',
      [
        [4, 300],
        [6, 200],
      ],
      paid(250, 250),
    ),
    'B24-607',
  )
  t.equal(
    settle(
      'sell',
      [
        [5, 300],
        [6, 200],
      ],
      paid(300, 200),
    ),
    'B24-607',
  )
  t.equal(
    settle(
      'sell',
      [
        [1, 300],
        [4, 200],
      ],
      paid(400, 100),
    ),
    'B24-606',
  )
  t.equal(
    settle(
      'sell',
      [
        [3, 300],
        [4, 200],
      ],
      paid(250, 0, 250),
    ),
    'B24-608',
  )
  t.strictSame(
    settle(
      'sell',
      [
        [3, 300],
        [4, 200],
      ],
      paid(300, 0, 200),
    ),
    [3, 4],
  )
  t.strictSame(settle('sell', [[4, 0]], none), [4], 'a gift')
})

t.test('what Bitrix24 sends of a part payment', async (t) => {
  const table = (sum: number, method: string, type: string, payments: readonly PhpMap[]) =>
    mapBody(
      buildForm({
        type,
        uuid: 'check|shop.example.ru|1',
        items: [
          { name: 'Стол', price: sum, sum, quantity: 1, vat: 7, payment_object: 'commodity', payment_method: method },
        ],
        payments,
        total_sum: sum,
        client_email: 'buyer@example.ru',
      }),
    )
  const part = table(500, 'full_payment', 'sell', [
    { type: 'cash', sum: 300 },
    { type: 'credit', sum: 200 },
  ])
  t.match(part.ok && part.receipt('').items, [{ method: 5 }])
  t.match(part.ok && part.warnings, [{ key: 'methodReplaced' }])
  const whole = table(501, 'full_payment', 'sell', [{ type: 'credit', sum: 501 }])
  t.match(whole.ok && whole.receipt('').items, [{ method: 6 }])
  const paid = table(503, 'credit', 'credit', [{ type: 'cash', sum: 503 }])
  t.strictSame(!paid.ok && paid.problems.map(codeOf), ['B24-605'])
  const both = table(503, 'credit', 'credit', [{ type: 'cash', sum: 500 }])
  t.strictSame(
    !both.ok && both.problems.map(codeOf),
    ['B24-401'],
    'while the sums disagree nothing is said of the method',
  )
})
