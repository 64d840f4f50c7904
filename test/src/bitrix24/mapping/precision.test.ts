import fc from 'fast-check'
import t from 'tap'
import { kopecks, sumOf } from '../../../../drivers/money.ts'
import { shareOut } from '../../../../src/bitrix24/mapping/share-out.ts'
import type { PhpMap } from '../php-form.ts'
import { codesOf, map, receiptOf, sale, warningsOf } from './sale.ts'

const line = (price: string, quantity: string, sum: string): PhpMap => ({
  name: 'Шнурки',
  price,
  quantity,
  sum,
  vat: 7,
  payment_object: 'commodity',
})
const order = (items: readonly PhpMap[], total: string, paid: readonly string[] = [total]) =>
  map(sale({}, { items, total_sum: total, payments: paid.map((sum) => ({ type: 'cash', sum })) }))
const linesOf = (mapped: ReturnType<typeof order>) =>
  receiptOf(mapped).items.map(({ price, quantity, sum }) => [price, quantity, sum])

t.test('a portal that carries four decimals', async (t) => {
  t.strictSame(linesOf(order([line('33.3333', '3', '99.9999')], '99.9999')), [[3333n, 3000n, 10000n]])
  const third = line('33.3333', '1', '33.3333')
  const thirds = order([third, third, third], '99.9999', ['50.0000', '49.9999'])
  t.strictSame(linesOf(thirds), [
    [3334n, 1000n, 3334n],
    [3333n, 1000n, 3333n],
    [3333n, 1000n, 3333n],
  ])
  t.match(receiptOf(thirds), { total: 10000n, payments: { cash: 10000n } })
  t.ok(warningsOf(thirds).includes('sumsShared'))
  t.equal(receiptOf(order([third, third, third], '99.9900')).total, 9999n, 'a portal that adds up rounded sums')
  t.equal(receiptOf(order([third, third, line('33.3334', '1', '33.3334')], '100.0000')).total, 10000n)
  t.strictSame(warningsOf(order([line('12.5000', '2', '25.0000')], '25.0000')), [], 'whole kopecks all the same')
  t.strictSame(codesOf(order([third, third, third], '99.9800')), ['B24-402'])
  t.strictSame(codesOf(order([third, third, third], '99.9999', ['99.9800'])), ['B24-401'])
})

t.test('a portal that carries no kopecks', async (t) => {
  t.strictSame(linesOf(order([line('100', '0.333', '33')], '33')), [[9910n, 333n, 3300n]])
  t.strictSame(linesOf(order([line('33', '2.5', '83')], '83')), [[3320n, 2500n, 8300n]])
  t.strictSame(linesOf(order([line('33', '3', '100')], '100')), [[3333n, 3000n, 10000n]], 'a share of the sum')
  t.strictSame(linesOf(order([line('1.5', '0.25', '0.4')], '0.4')), [[160n, 250n, 40n]], 'one decimal')
  t.strictSame(codesOf(order([line('33', '3', '97')], '97')), ['B24-403'])
  t.strictSame(
    codesOf(order([line('33.30', '3', '100.40')], '100.40')),
    ['B24-403'],
    'kopecks are no rounding of roubles',
  )
})

t.test('what cannot be made exact says which field', async (t) => {
  const found = order([line('100', '0.3333', '33.33')], '33.33')
  t.match(found.ok ? undefined : found.problems, [
    { key: 'partOfThousandth', values: { place: { field: 'quantity' } } },
  ])
})

const rounded = (value: bigint, by: bigint): bigint => (value + by / 2n) / by
const text = (value: bigint, decimals: number): string => {
  const digits = value.toString().padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

for (const decimals of [0, 1, 2, 3, 4]) {
  t.test(`property: every order of a portal with ${decimals} decimals is taken to the kopeck`, async () => {
    const one = fc.tuple(
      fc.integer({ min: 1, max: 500_000 }),
      fc.oneof(
        fc.integer({ min: 1, max: 30 }).map((pieces) => pieces * 1000),
        fc.integer({ min: 1, max: 5_000 }),
      ),
    )
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), fc.boolean(), (sizes, twoPayments) => {
        const sums = sizes.map(([price, amount]) => rounded(BigInt(price) * BigInt(amount), 1000n))
        const total = sums.reduce((all, sum) => all + sum, 0n)
        const items = sizes.map(([price, amount], at) =>
          line(text(BigInt(price), decimals), text(BigInt(amount), 3), text(sums[at] ?? 0n, decimals)),
        )
        const paid = twoPayments ? [total / 3n, total - total / 3n] : [total]
        const mapped = order(
          items,
          text(total, decimals),
          paid.map((sum) => text(sum, decimals)),
        )
        const receipt = receiptOf(mapped)
        return sumOf(receipt.items.map(({ sum }) => sum)) === receipt.total && receipt.payments.cash === receipt.total
      }),
      { numRuns: 200 },
    )
  })
}

t.test('property: amounts are shared out to the kopeck', async () => {
  const exact = fc.array(fc.bigInt({ min: 0n, max: 10_000_000_000n }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(exact, (amounts) => {
      const total = kopecks(
        rounded(
          amounts.reduce((all, one) => all + one, 0n),
          10_000n,
        ),
      )
      const shared = shareOut(
        amounts.map((exactSum) => ({ exactSum, sum: kopecks(rounded(exactSum, 10_000n)) })),
        total,
      )
      const near = (one: bigint, at: number): boolean => {
        const off = one * 10_000n - (amounts[at] ?? 0n)
        return off < 10_000n && off > -10_000n
      }
      return shared !== undefined && sumOf(shared) === total && shared.every(near)
    }),
    { numRuns: 500 },
  )
})
