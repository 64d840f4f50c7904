import fc from 'fast-check'
import t from 'tap'
import { divideRounded, sumOf } from '../../../drivers/money.ts'
import { readBody } from '../../../src/bitrix24/request/body.ts'
import { contentOf } from '../../../src/bitrix24/request/content.ts'
import { credentialsOf } from '../../../src/bitrix24/request/credentials.ts'
import { problemText } from '../../../src/bitrix24/texts/problem.ts'
import { mapBody, samples } from './samples.ts'

/** More with FUZZ_RUNS; the seed of a failure is in fast-check's report. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1500)

/** A body may be refused with legal texts, or give a receipt whose money adds up; nothing else. */
function judge(bytes: Uint8Array): void {
  const body = readBody(bytes)
  if (body.ok) {
    contentOf(body.fields)
    credentialsOf(body.fields)
  }
  const mapped = mapBody(bytes)
  if (!mapped.ok) {
    const texts = mapped.problems.map((one) => problemText(one, 'ru'))
    if (texts.length === 0 || texts.length > 10) throw new Error(`${texts.length} texts`)
    if (texts.some((text) => !/^B24-\d{3} ./.test(text) || text.length > 600)) throw new Error(texts.join('\n'))
    return
  }
  const { items, payments, total } = mapped.receipt('m')
  const amounts = [...items.flatMap(({ price, sum }) => [price, sum]), ...Object.values(payments)]
  if (amounts.some((amount) => amount < 0n)) throw new Error('negative money')
  if (items.some(({ quantity, name }) => quantity <= 0n || name === '')) throw new Error('an empty line')
  const misses = items.map(({ price, quantity, sum }) => divideRounded(price * quantity, 1000n) - sum)
  if (misses.some((miss) => miss > 1n || miss < -1n)) throw new Error('a price that misses its sum')
  if (items.length === 0) throw new Error('no lines')
  if (sumOf(items.map(({ sum }) => sum)) !== total || sumOf(Object.values(payments)) !== total)
    throw new Error('sums differ')
}

const bodies = samples.flatMap(({ form_body, data }) => [
  Buffer.from(form_body, 'latin1'),
  Buffer.from(JSON.stringify(data), 'utf8'),
])
const splice = (body: Buffer, at: number, drop: number, put: Uint8Array): Buffer =>
  Buffer.concat([body.subarray(0, at), put, body.subarray(at + drop)])

const snippet = fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc
    .constantFrom(
      '-',
      '0',
      '.',
      'e5',
      '%',
      '%00',
      '%ff',
      '&',
      '=',
      '[',
      ']',
      '[]',
      '%5B0%5D',
      '{',
      '}',
      '"',
      ',',
      ':',
      '\\u0000',
      'null',
      '1e400',
    )
    .map((text) => Uint8Array.from(Buffer.from(text))),
)

t.test('damaged requests', async () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...bodies),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(6), snippet), {
        minLength: 1,
        maxLength: 6,
      }),
      (body, edits) =>
        judge(
          edits.reduce<Buffer>((now, [at, drop, put]) => splice(now, Math.floor(at * now.length), drop, put), body),
        ),
    ),
    { numRuns },
  )
})

t.test('requests with strange values', async () => {
  const value = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '-1',
      '1e9',
      '99999999.99',
      '0.005',
      'NaN',
      'sell',
      'Y',
      '22',
      '__proto__',
      '%F0%9F%8D%AF',
      '%C3%28',
    ),
    fc.double().map(String),
    fc.string({ maxLength: 20 }).map(encodeURIComponent),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(60), value), { minLength: 1, maxLength: 5 }),
      ({ form_body }, edits) => {
        const pairs = form_body.split('&')
        for (const [at, put] of edits) {
          const index = at % pairs.length
          pairs[index] = `${pairs[index]?.split('=')[0]}=${put}`
        }
        judge(Buffer.from(pairs.join('&'), 'latin1'))
      },
    ),
    { numRuns },
  )
})

t.test('noise', async () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), judge), { numRuns })
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => judge(Buffer.from(text))),
    { numRuns },
  )
  fc.assert(
    fc.property(fc.webQueryParameters(), (text) => judge(Buffer.from(text))),
    { numRuns },
  )
})
