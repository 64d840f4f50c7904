import fc from 'fast-check'
import t, { type Test } from 'tap'
import { divideRounded, kopecks, quantity } from '../../../../drivers/money.ts'
import { type Priced, pricedLine } from '../../../../src/bitrix24/mapping/line-price.ts'

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
    ['12.345', 10000n, 12345n, [[1235n, 9000n, 11115n], [1230n, 1000n, 1230n], 'lineSplit']],
    ['12.344', 10000n, 12344n, [[1234n, 9000n, 11106n], [1238n, 1000n, 1238n], 'lineSplit']],
    ['1.005', 4000n, 401n, [[100n, 4000n, 401n], 'priceRounded']],
    ['0.333333', 1375n, 46n, [[33n, 1375n, 46n]]],
    ['19.995', 500n, 1000n, [[2000n, 500n, 1000n]]],
    ['14.2857', 300000n, 428571n, [[1429n, 299000n, 427271n], [1300n, 1000n, 1300n], 'lineSplit']],
    ['14.2859', 300000n, 428571n, undefined],
    ['12.345', 10000n, 12348n, undefined],
    ['19.99', 2000n, 3998n, [[1999n, 2000n, 3998n]]],
    ['0', 1000n, 0n, [[0n, 1000n, 0n]]],
    ['14.29', 7000n, 10000n, [[1429n, 6000n, 8574n], [1426n, 1000n, 1426n], 'lineSplit']],
    ['26.67', 12500n, 33333n, [[2667n, 11500n, 30671n], [2662n, 1000n, 2662n], 'lineSplit']],
    ['100', 3000n, 29000n, undefined],
    ['0.01', 1000000n, 600n, [[0n, 999000n, 0n], [600n, 1000n, 600n], 'lineSplit']],
    ['0.016', 700000n, 1120n, [[1n, 699000n, 699n], [421n, 1000n, 421n], 'lineSplit']],
    ['0.02', 1000000n, 600n, undefined],
  ]
  for (const [price, amount, sum, expected] of cases) {
    t.strictSame(flat(priced(roubles(price), amount, sum)), expected, `${price} x ${amount} = ${sum}`)
  }
})

/** Pieces, and weights down to a gram; around one and three units as well, where lines begin to be split. */
const amounts = fc.oneof(
  fc.integer({ min: 1, max: 200 }).map((pieces) => pieces * 1000),
  fc.integer({ min: 1, max: 4_000 }),
  fc.integer({ min: 1, max: 5_000_000 }),
)

/** The lines give the whole sum and the whole quantity, and none misses price × quantity by more than a kopeck (fiscal-data 5.2). */
function checkParts(t: Test, { parts }: Priced, amount: bigint, sum: bigint): void {
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
    t.ok(miss <= 1n && miss >= -1n && part.price >= 0n && part.quantity > 0n && part.sum >= 0n)
  }
}

t.test('the share of any sum is taken, and its parts add up exactly', async (t) => {
  const steps = fc.constantFrom(10_000n, 1_000n, 100n)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50_000_000 }), amounts, steps, (total, thousandths, step) => {
      const sum = BigInt(total)
      const amount = BigInt(thousandths)
      const share = divideRounded(sum * 10_000_000n, amount * step) * step
      const line = priced(share, amount, sum)
      t.ok(line)
      if (line !== undefined) checkParts(t, line, amount, sum)
    }),
    { numRuns: 300 },
  )
})

t.test('a price of up to six decimals is taken, and its parts add up exactly', async (t) => {
  const prices = fc
    .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(1n, 10n, 100n, 1_000n, 10_000n))
    .map(([digits, step]) => BigInt(digits) * step)
  fc.assert(
    fc.property(prices, amounts, fc.constantFrom(-1n, 0n, 1n), (price, thousandths, off) => {
      const amount = BigInt(thousandths)
      const sum = divideRounded(price * amount, 10_000_000n) + off
      if (sum < 0n) return
      const line = priced(price, amount, sum)
      t.ok(line)
      if (line !== undefined) checkParts(t, line, amount, sum)
    }),
    { numRuns: 1_000 },
  )
})

t.test('fewer than three units stay one line', async (t) => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 30_000_000n }), fc.bigInt({ min: 1n, max: 2_999n }), (price, amount) => {
      const sum = divideRounded(price * amount, 10_000_000n)
      t.equal(priced(price, amount, sum)?.parts.length, 1)
    }),
    { numRuns: 300 },
  )
})
