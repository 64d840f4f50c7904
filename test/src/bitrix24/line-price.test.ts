import fc from 'fast-check'
import t from 'tap'
import { divideRounded, kopecks, quantity } from '../../../drivers/money.ts'
import { type Priced, pricedLine } from '../../../src/bitrix24/line-price.ts'

/** `price` in millionths of a rouble, `amount` in thousandths, `sum` in kopecks. */
const priced = (price: bigint, amount: bigint, sum: bigint): Priced | undefined =>
  pricedLine({ exactPrice: price, quantity: quantity(amount), sum: kopecks(sum) })
const flat = (line: Priced | undefined) =>
  line && [...line.parts.map((part) => [part.price, part.quantity, part.sum]), ...(line.remark ? [line.remark] : [])]
const roubles = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(6, '0'))
}

t.test('price, quantity and sum of a line', async (t) => {
  const cases: readonly (readonly [price: string, amount: bigint, sum: bigint, expected: unknown])[] = [
    ['2160.04', 3000n, 648013n, [[216004n, 3000n, 648013n]]],
    ['2160.04', 3000n, 648011n, [[216004n, 3000n, 648011n]]],
    ['2160.04', 3000n, 648014n, undefined],
    ['5000', 1000n, 350000n, [[350000n, 1000n, 350000n], 'priceReplaced']],
    ['2160.04', 1000n, 216005n, [[216005n, 1000n, 216005n], 'priceReplaced']],
    ['2160.04', 1000n, 216004n, [[216004n, 1000n, 216004n]]],
    ['2160.0449', 1000n, 216004n, [[216004n, 1000n, 216004n]]],
    ['2160.0451', 1000n, 216004n, [[216004n, 1000n, 216004n], 'priceReplaced']],
    ['33.3333', 3000n, 10000n, [[3333n, 3000n, 10000n]]],
    ['12.345', 10000n, 12345n, [[1235n, 10000n, 12345n], 'priceRounded']],
    ['12.344', 10000n, 12344n, [[1234n, 10000n, 12344n], 'priceRounded']],
    ['12.345', 10000n, 12348n, undefined],
    ['19.99', 2000n, 3998n, [[1999n, 2000n, 3998n]]],
    ['0', 1000n, 0n, [[0n, 1000n, 0n]]],
    ['14.29', 7000n, 10000n, [[1429n, 6000n, 8574n], [1426n, 1000n, 1426n], 'lineSplit']],
    ['26.67', 12500n, 33333n, [[2667n, 11500n, 30671n], [2662n, 1000n, 2662n], 'lineSplit']],
    ['100', 3000n, 29000n, undefined],
    ['0.01', 1000000n, 600n, undefined],
  ]
  for (const [price, amount, sum, expected] of cases) {
    t.strictSame(flat(priced(roubles(price), amount, sum)), expected, `${price} x ${amount} = ${sum}`)
  }
})

t.test('the share of any sum is taken, and its parts add up exactly', async (t) => {
  const amounts = fc.oneof(
    fc.integer({ min: 1, max: 200 }).map((pieces) => pieces * 1000),
    fc.integer({ min: 1, max: 50_000 }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 50_000_000 }), amounts, (total, thousandths) => {
      const sum = BigInt(total)
      const amount = BigInt(thousandths)
      const share = divideRounded(sum * 1000n, amount)
      const { parts = [] } = priced(share * 10_000n, amount, sum) ?? {}
      t.ok(parts.length > 0)
      t.equal(
        parts.reduce((all, part) => all + part.sum, 0n),
        sum,
      )
      t.equal(
        parts.reduce((all, part) => all + part.quantity, 0n),
        amount,
      )
      for (const part of parts) {
        const miss = divideRounded(part.price * part.quantity, 1000n) - part.sum
        t.ok(miss <= 1n && miss >= -1n)
      }
    }),
    { numRuns: 300 },
  )
})
