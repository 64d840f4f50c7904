import fc from 'fast-check'
import t from 'tap'
import { externalCharset } from '../../../drivers/atol/commands/charset.ts'
import { fromHex, hex, LayoutError } from '../../../drivers/bytes.ts'
import type { Tag, Tags } from '../../../drivers/ffd/tags.ts'
import { decodeTags, encodeTags, TlvStream } from '../../../drivers/ffd/tlv.ts'

const golden: readonly (readonly [string, Tag])[] = [
  // Published: the first TLV of FD 43 (protocol 4.9), the cashier of trace step T5, the RNM of T15.
  ['10 04 04 00 2B 00 00 00', { tag: 1040, value: 43 }],
  ['FD 03 0B 00 88 A2 A0 AD AE A2 20 88 2E 88 2E', { tag: 1021, value: 'Иванов И.И.' }],
  ['0D 04 14 00 30 30 30 30 30 30 30 30 30 31 30 34 37 32 39 31 20 20 20 20', { tag: 1037, value: '0000000001047291' }],
  ['1E 04 01 00 01', { tag: 1054, value: 1 }],
  ['FC 03 02 00 57 FE', { tag: 1020, value: 65111n }],
  ['FC 03 01 00 00', { tag: 1020, value: 0n }],
  ['FF 03 03 00 03 5F 05', { tag: 1023, value: 1375n }],
  ['FF 03 02 00 00 03', { tag: 1023, value: 3000n }],
  ['35 04 06 00 31 04 AB 52 98 69', { tag: 1077, value: '2874316905' }],
  ['FA 03 0C 00 37 37 30 37 30 38 33 38 39 33 20 20', { tag: 1018, value: '7707083893' }],
  ['8A 04 03 00 44 4D 01', { tag: 1162, value: fromHex('44 4D 01') }],
  ['03 27 02 00 01 02', { tag: 9987, value: fromHex('01 02') }],
  ['C8 04 09 00 93 04 05 00 2B 37 31 32 33', { tag: 1224, value: [{ tag: 1171, value: '+7123' }] }],
]

t.test('golden bytes, both directions', async (t) => {
  for (const [bytes, tag] of golden) {
    t.same(decodeTags(fromHex(bytes)), [tag], bytes)
    t.equal(hex(encodeTags([tag])), bytes)
  }
})

t.test('quantities in any number of decimals, as long as they are thousandths', async (t) => {
  t.same(decodeTags(fromHex('FF 03 04 00 06 40 42 0F')), [{ tag: 1023, value: 1000n }])
  t.same(decodeTags(fromHex('FF 03 02 00 01 05')), [{ tag: 1023, value: 500n }])
  t.throws(() => decodeTags(fromHex('FF 03 02 00 04 01')), LayoutError)
})

t.test('an integer without bytes is 0, in one tag of a document as in another', async (t) => {
  const empty: readonly (readonly [string, Tag])[] = [
    ['FC 03 00 00', { tag: 1020, value: 0n }],
    ['FF 03 00 00', { tag: 1023, value: 0n }],
    ['FF 03 01 00 03', { tag: 1023, value: 0n }],
    ['1E 04 00 00', { tag: 1054, value: 0 }],
    ['0E 04 00 00', { tag: 1038, value: 0 }],
  ]
  for (const [bytes, tag] of empty) t.same(decodeTags(fromHex(bytes)), [tag], bytes)
})

t.test('a text goes in the character set of its place', async (t) => {
  t.equal(hex(encodeTags([{ tag: 1030, value: '№' }])), '06 04 01 00 FC')
  t.equal(hex(encodeTags([{ tag: 1030, value: '№' }], externalCharset)), '06 04 01 00 24')
  t.same(decodeTags(fromHex('06 04 01 00 24'), externalCharset), [{ tag: 1030, value: '№' }])
  t.equal(hex(encodeTags([{ tag: 2000, value: 'a\u001Db' }])), 'D0 07 03 00 61 1D 62')
})

t.test('what does not fit its tag is refused, by name', async (t) => {
  const values: readonly Tag[] = [
    { tag: 1054, value: 256 },
    { tag: 1054, value: 1.5 },
    { tag: 1054, value: '1' },
    { tag: 1020, value: 1 },
    { tag: 1020, value: -1n },
    { tag: 1023, value: 1 },
    { tag: 1030, value: 5 },
    { tag: 1030, value: '«' },
    { tag: 1037, value: '1'.repeat(21) },
    { tag: 1077, value: 'x' },
    { tag: 1077, value: '4294967296' },
    { tag: 1059, value: 'text' },
    { tag: 1162, value: 'text' },
    { tag: 9987, value: new Uint8Array(65_536) },
  ]
  for (const tag of values) t.throws(() => encodeTags([tag]), { name: 'LayoutError', message: /^tag \d+: / })
  const bytes = [
    '1E 04 02 00 01 00',
    '35 04 04 00 01 02 03 04',
    'F4 03 00 00',
    '35 04 00 00',
    'FA 03 0D 00 31 31 31 31 31 31 31 31 31 31 31 31 31',
    'FF 03 01 00 0A',
  ]
  for (const one of bytes) t.throws(() => decodeTags(fromHex(one)), LayoutError, one)
})

const text = fc.string({ unit: fc.constantFrom(...'АЯё09 №"'), maxLength: 20 })
const leaf: fc.Arbitrary<Tag> = fc.oneof(
  fc.record({ tag: fc.constantFrom(1030, 1008, 1192), value: text }),
  fc.record({ tag: fc.constantFrom(1020, 1043), value: fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }) }),
  fc.record({ tag: fc.constant(1023), value: fc.bigInt({ min: 0n, max: 10n ** 12n }) }),
  fc.record({ tag: fc.constantFrom(1040, 1012), value: fc.nat(0xffff_ffff) }),
  fc.record({ tag: fc.constantFrom(1054, 1199), value: fc.nat(255) }),
  fc.record({ tag: fc.constant(1077), value: fc.nat(0xffff_ffff).map(String) }),
  fc.record({ tag: fc.constantFrom(1162, 5000), value: fc.uint8Array({ maxLength: 32 }) }),
)
const anyTags: fc.Arbitrary<Tags> = fc.array(
  fc.oneof(leaf, fc.record({ tag: fc.constantFrom(1059, 1084), value: fc.array(leaf, { maxLength: 5 }) })),
  { maxLength: 8 },
)

t.test('any tags come back from their bytes', async (t) => {
  const property = fc.property(anyTags, (tags) => t.same(decodeTags(encodeTags(tags)), tags))
  fc.assert(property, { numRuns: 200 })
})

t.test('a cut is rejected, or ends exactly between two tags', async (t) => {
  const property = fc.property(anyTags, fc.nat(), (tags, at) => {
    const bytes = encodeTags(tags)
    const cut = bytes.subarray(0, bytes.length === 0 ? 0 : at % bytes.length)
    const whole = tags.map((_, count) => encodeTags(tags.slice(0, count)).length)
    if (whole.includes(cut.length) || cut.length === 0) {
      t.same(decodeTags(cut), tags.slice(0, Math.max(0, whole.indexOf(cut.length))))
    } else {
      t.throws(() => decodeTags(cut), LayoutError)
    }
  })
  fc.assert(property, { numRuns: 300 })
})

t.test('noise is rejected or read, never anything else', async (t) => {
  const property = fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
    try {
      encodeTags(decodeTags(noise))
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error
    }
  })
  t.doesNotThrow(() => fc.assert(property, { numRuns: 1000 }))
})

t.test('a stream gives the same tags however it is cut', async (t) => {
  const property = fc.property(anyTags, fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 }), (tags, sizes) => {
    const stream = new TlvStream()
    const bytes = encodeTags(tags)
    const got: Tag[] = []
    let at = 0
    for (const size of [...sizes, bytes.length]) {
      got.push(...stream.push(bytes.subarray(at, at + size)))
      at += size
    }
    stream.end()
    t.same(got, tags)
  })
  fc.assert(property, { numRuns: 200 })
})

const heads = fc.constantFrom(1012, 1020, 1023, 1037, 1054, 1059, 1077, 1084, 1162, 1192, 5000)

t.test('a value that is none of its tag costs no other tag', async (t) => {
  const odd = fc.tuple(heads, fc.uint8Array({ maxLength: 20 }))
  const property = fc.property(anyTags, odd, anyTags, (before, [tag, value], after) => {
    const raw = Uint8Array.of(tag & 0xff, tag >> 8, value.length, 0, ...value)
    const got = new TlvStream().push(Uint8Array.of(...encodeTags(before), ...raw, ...encodeTags(after)))
    t.same(got.slice(0, before.length), before)
    t.same(got.slice(before.length + 1), after)
    const found = got[before.length]
    t.equal(found?.tag, tag)
    if (found?.value instanceof Uint8Array) t.same(found.value, value, 'its bytes are kept')
    else t.equal(Array.isArray(found?.value) || decodeTags(raw).length === 1, true)
  })
  fc.assert(property, { numRuns: 300 })
})

t.test('a stream that ends inside a tag says so', async (t) => {
  const stream = new TlvStream()
  t.same(stream.push(fromHex('10 04 04 00 2B 00')), [])
  t.throws(() => stream.end(), LayoutError)
  t.same(stream.push(fromHex('00 00 1E')), [{ tag: 1040, value: 43 }])
  t.throws(() => stream.end(), LayoutError)
})
