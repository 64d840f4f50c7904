import t from 'tap'
import { fromHex } from '../../../drivers/bytes.ts'
import { contentOfTags } from '../../../drivers/ffd/content.ts'
import type { StoredDocument } from '../../../drivers/ffd/document.ts'
import { toFiscalDocument, toWitness } from '../../../drivers/ffd/document.ts'
import { documentJson } from '../../../drivers/ffd/document-json.ts'
import type { Tag } from '../../../drivers/ffd/tags.ts'
import { decodeTags, encodeTags } from '../../../drivers/ffd/tlv.ts'

const fn = '9999078900001234'
const item: Tag = {
  tag: 1059,
  value: [
    { tag: 1030, value: 'Яблоки' },
    { tag: 1079, value: 12990n },
    { tag: 1023, value: 1375n },
    { tag: 1043, value: 17861n },
    { tag: 1162, value: fromHex('44 4D 01 AB') },
    {
      tag: 1224,
      value: [
        { tag: 1171, value: '+71' },
        { tag: 1171, value: '+72' },
      ],
    },
  ],
}
const tags: readonly Tag[] = [
  { tag: 1040, value: 43 },
  { tag: 1041, value: fn },
  { tag: 1037, value: '0000000001047291' },
  { tag: 1012, value: Date.parse('2026-11-23T13:16:00Z') / 1000 },
  { tag: 1054, value: 2 },
  { tag: 1038, value: 7 },
  { tag: 1042, value: 12 },
  { tag: 1020, value: 17861n },
  { tag: 1031, value: 17000n },
  { tag: 1081, value: 861n },
  { tag: 1077, value: '2874316905' },
  { tag: 1192, value: 'mark-1' },
  {
    tag: 1084,
    value: [
      { tag: 1085, value: 'name' },
      { tag: 1086, value: 'mark-2' },
    ],
  },
  item,
  {
    tag: 1115,
    value: [
      {
        tag: 1119,
        value: [
          { tag: 1199, value: 11 },
          { tag: 1120, value: 4490n },
        ],
      },
      {
        tag: 1119,
        value: [
          { tag: 1199, value: 7 },
          { tag: 1120, value: 5n },
        ],
      },
    ],
  },
]
const stored = (changed: readonly Tag[] = tags, code = 3): StoredDocument => ({
  fn,
  number: 43,
  code,
  tags: decodeTags(encodeTags(changed)),
})
const without = (tag: number): readonly Tag[] => tags.filter((one) => one.tag !== tag)

const document = {
  fn,
  number: 43,
  sign: '2874316905',
  registrationNumber: '0000000001047291',
  shift: 7,
  receiptNumber: 12,
  at: Date.parse('2026-11-23T10:16:00Z') / 1000,
  settlement: 'sale-return',
  total: 17861n,
}

t.test('the attributes of a receipt', async (t) => {
  t.same(toFiscalDocument(stored(), '+03:00'), document)
  t.same(toWitness(stored(), '+03:00'), {
    kind: 'receipt',
    document,
    marks: ['mark-1', 'mark-2'],
    content: contentOfTags(stored().tags),
  })
  t.same(toWitness(stored(without(1084)), '+03:00'), {
    kind: 'receipt',
    document,
    marks: ['mark-1'],
    content: contentOfTags(stored().tags),
  })
})

t.test('without a mandatory tag a receipt proves nothing', async (t) => {
  for (const tag of [1040, 1037, 1012, 1054, 1038, 1042, 1020, 1077]) {
    t.throws(() => toFiscalDocument(stored(without(tag)), '+03:00'), {
      name: 'LayoutError',
      message: new RegExp(`${tag}`),
    })
    t.same(toWitness(stored(without(tag)), '+03:00'), { kind: 'unreadable', number: 43 })
  }
  const oddSign = [...without(1054), { tag: 1054, value: 9 }]
  t.same(toWitness(stored(oddSign), '+03:00'), { kind: 'unreadable', number: 43 })
})

t.test("another document's tags are not believed", async (t) => {
  const otherNumber = [...without(1040), { tag: 1040, value: 44 }]
  const otherFn = [...without(1041), { tag: 1041, value: '9999078900009999' }]
  for (const wrong of [otherNumber, otherFn]) {
    t.throws(() => toFiscalDocument(stored(wrong), '+03:00'), { name: 'LayoutError' })
    t.equal(toWitness(stored(wrong), '+03:00').kind, 'unreadable')
    t.equal(toWitness(stored(wrong, 5), '+03:00').kind, 'unreadable')
  }
  t.ok(toFiscalDocument(stored(without(1041)), '+03:00'), 'the FN may be left unnamed')
})

const unreadable = { kind: 'unreadable', number: 43 }

t.test('a mark that cannot be read is not a mark that is missing', async (t) => {
  const odd = (tag: number, value: Uint8Array): StoredDocument => ({
    ...stored(),
    tags: [...without(tag), { tag, value }],
  })
  t.same(toWitness(odd(1192, Uint8Array.of(1)), '+03:00'), unreadable)
  t.same(toWitness(odd(1084, Uint8Array.of(1)), '+03:00'), unreadable)
  t.match(toWitness(odd(1008, Uint8Array.of(1)), '+03:00'), { kind: 'receipt' }, 'any other tag may be as it likes')
})

t.test('a receipt whose lines or payments are not all there is not read', async (t) => {
  const seen = (changed: readonly Tag[]) => toWitness({ ...stored(), tags: changed }, '+03:00').kind
  for (const tag of [1031, 1081, 1059]) t.equal(seen(without(tag)), 'unreadable', `${tag}`)
  t.equal(seen([...without(1081), { tag: 1217, value: 861n }]), 'receipt', 'whichever form')
  t.equal(seen([...without(1031), { tag: 1031, value: 16999n }]), 'unreadable')
  const rounded = [...without(1020).filter(({ tag }) => tag !== 1081), { tag: 1020, value: 17000n }]
  t.equal(seen(rounded), 'receipt', 'the total may be less than the lines')
  t.equal(seen([...tags, { tag: 1059, value: Uint8Array.of(7) }]), 'receipt', 'a line that is not understood')
})

t.test('other kinds of documents', async (t) => {
  t.same(toWitness(stored([], 2), '+03:00'), { kind: 'other', number: 43, code: 2 })
  t.same(toWitness(stored(tags, 31), '+03:00'), { kind: 'other', number: 43, code: 31 })
  t.equal(toWitness(stored(tags, 4), '+03:00').kind, 'receipt')
  t.throws(() => toWitness(stored(), 'Mars/Olympus'))
})

t.test('as JSON', async (t) => {
  t.same(documentJson(stored()), {
    number: 43,
    tags: {
      1040: 43,
      1041: fn,
      1037: '0000000001047291',
      1012: Date.parse('2026-11-23T13:16:00Z') / 1000,
      1054: 2,
      1038: 7,
      1042: 12,
      1020: '178.61',
      1031: '170.00',
      1081: '8.61',
      1077: '2874316905',
      1192: 'mark-1',
      1084: { 1085: 'name', 1086: 'mark-2' },
      1059: [
        {
          1030: 'Яблоки',
          1079: '129.90',
          1023: '1.375',
          1043: '178.61',
          1162: '444D01AB',
          1224: { 1171: ['+71', '+72'] },
        },
      ],
      1115: { 7: '0.05', 11: '44.90' },
    },
  })
})
