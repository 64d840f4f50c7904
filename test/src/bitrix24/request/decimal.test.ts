import fc from 'fast-check'
import t from 'tap'
import { exactTo, parseDecimal, roundTo } from '../../../../src/bitrix24/request/decimal.ts'

const exact = (text: string, places: number): bigint | undefined => {
  const decimal = parseDecimal(text)
  return decimal === undefined ? undefined : exactTo(decimal, places)
}
const rounded = (text: string, places: number): bigint | undefined => {
  const decimal = parseDecimal(text)
  return decimal === undefined ? undefined : roundTo(decimal, places)
}

t.test('numbers as PHP and JSON print them', async (t) => {
  t.equal(exact('9600', 2), 960000n)
  t.equal(exact('0.1', 2), 10n)
  t.equal(exact('19.990000000000002', 2), 1999n)
  t.equal(exact('19.989999999999998', 2), 1999n)
  t.equal(exact('1.2E+3', 2), 120000n)
  t.equal(exact('1.0E-5', 3), undefined)
  t.equal(exact('1.0E-7', 2), 0n)
  t.equal(exact('12e2', 2), 120000n)
  t.equal(exact('-5', 2), -500n)
  t.equal(exact('+5.', 2), 500n)
  t.equal(exact('00012.50', 2), 1250n)
})

t.test('a real third decimal is no noise', async (t) => {
  t.equal(exact('0.005', 2), undefined)
  t.equal(exact('10.001', 2), undefined)
  t.equal(exact('10.000001', 2), undefined)
  t.equal(exact('10.0000009', 2), 1000n)
  t.equal(exact('9.9999991', 2), 1000n)
  t.equal(exact('9.999999', 2), undefined)
  t.equal(exact('1.3751', 3), undefined)
})

t.test('half up', async (t) => {
  t.equal(rounded('0.005', 2), 1n)
  t.equal(rounded('0.0049', 2), 0n)
  t.equal(rounded('19.9949999999999', 6), 19995000n)
})

t.test('anything else is no number', async (t) => {
  for (const text of [
    '',
    ' 1',
    '1 000',
    '1,5',
    '.5',
    '0x10',
    'NaN',
    'INF',
    '1e41',
    '1e999',
    '1.2.3',
    '--1',
    '१',
    '9'.repeat(65),
  ]) {
    t.equal(parseDecimal(text), undefined, text)
  }
})

t.test('every amount survives a binary fraction', async () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 9_999_999_999n), (kopecks) => exact(String(Number(kopecks) / 100), 2) === kopecks),
  )
  fc.assert(
    // What adding floats leaves behind.
    fc.property(
      fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 50 }),
      (prices) =>
        exact(String(prices.reduce((sum, price) => sum + price / 100, 0)), 2) ===
        prices.reduce((sum, price) => sum + BigInt(price), 0n),
    ),
  )
})
