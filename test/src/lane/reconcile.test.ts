import t from 'tap'
import type { KeptContent, LineContent, ReceiptContent } from '../../../drivers/ffd/content.ts'
import type { FiscalDocument, Witness } from '../../../drivers/ffd/document.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import type { Evidence } from '../../../drivers/register.ts'
import { type Expected, reconcile } from '../../../src/lane/reconcile.ts'

const fn = '9999078900001234'
const mark = 'FB0123456789ABCD'
const line: LineContent = {
  name: 'Хлеб',
  price: kopecks(7625),
  quantity: quantity(1000),
  sum: kopecks(7625),
  vat: 6,
  subject: 1,
  method: 4,
  supplierPhones: [],
}
const content: ReceiptContent = {
  settlement: 1,
  taxSystem: 1,
  total: kopecks(15250),
  payments: { 1031: kopecks(15250) },
  lines: [line, { ...line, name: 'Молоко' }],
}
const expected: Expected = {
  baseline: { serial: '1', fn, lastDocument: 42, shift: { open: true, number: 7 } },
  mark,
  settlement: 'sale',
  total: kopecks(15250),
  contents: [content],
}

const document = (number: number, changes: Partial<FiscalDocument> = {}): FiscalDocument => ({
  fn,
  number,
  sign: '1',
  registrationNumber: '1',
  shift: 7,
  receiptNumber: 1,
  at: 0,
  settlement: 'sale',
  total: kopecks(15250),
  ...changes,
})

const receipt = (
  number: number,
  marks: string[],
  changes: Partial<FiscalDocument> = {},
  kept: KeptContent = { ...content, ...(changes.total !== undefined && { total: changes.total }) },
): Witness => ({ kind: 'receipt', document: document(number, changes), marks, content: kept })
const report = (number: number): Witness => ({ kind: 'other', number, code: 2 })
const unreadable = (number: number): Witness => ({ kind: 'unreadable', number })
const foreign = 'FB9999999999ZZZZ'

const evidence = (documents: Witness[], changes: Partial<Evidence> = {}): Evidence => ({
  serial: '1',
  fn,
  lastDocument: 42 + documents.length,
  documents,
  ...changes,
})

/** What the fiscal memory shows, and what must follow: a state of registered FD, `none`, or the reason for a person. */
const cases: [string, Evidence, number | 'none' | string][] = [
  ['nothing new', evidence([]), 'none'],
  ['only a shift report', evidence([report(43)]), 'none'],
  ['ours', evidence([receipt(43, [mark])]), 43],
  ['ours after a shift report', evidence([report(43), receipt(44, [mark])]), 44],
  ['ours among foreign ones', evidence([receipt(43, []), receipt(44, [mark]), receipt(45, [foreign])]), 44],
  ['ours, mark kept beside another text', evidence([receipt(43, ['Спасибо', mark])]), 43],
  ['ours twice', evidence([receipt(43, [mark]), receipt(44, [mark])]), 'several-documents'],
  ['our mark, another total', evidence([receipt(43, [mark], { total: kopecks(1) })]), 'content-differs'],
  ['our mark, another type', evidence([receipt(43, [mark], {}, { ...content, settlement: 2 })]), 'content-differs'],
  [
    'our mark, a line more',
    evidence([receipt(43, [mark], {}, { ...content, lines: [...content.lines, line] })]),
    'content-differs',
  ],
  [
    'our mark, other goods',
    evidence([receipt(43, [mark], {}, { ...content, lines: [line, line] })]),
    'content-differs',
  ],
  [
    'our mark, lines in another order',
    evidence([receipt(43, [mark], {}, { ...content, lines: content.lines.toReversed() })]),
    'content-differs',
  ],
  ['the same sum and type without a mark', evidence([receipt(43, [])]), 'unmarked-lookalike'],
  ['the same sum with a text that is no mark', evidence([receipt(43, ['2874316905'])]), 'unmarked-lookalike'],
  ['the same sum with the mark of another receipt', evidence([receipt(43, [foreign])]), 'none'],
  ['another sum without a mark', evidence([receipt(43, [], { total: kopecks(99) })]), 'none'],
  ['a return of the same sum without a mark', evidence([receipt(43, [], { settlement: 'sale-return' })]), 'none'],
  ['an unreadable document', evidence([unreadable(43)]), 'document-unreadable'],
  ['ours and an unreadable document', evidence([receipt(43, [mark]), unreadable(44)]), 'document-unreadable'],
  ['a gap', evidence([receipt(44, [mark])], { lastDocument: 44 }), 'document-unreadable'],
  ['fewer documents than numbers', evidence([], { lastDocument: 43 }), 'document-unreadable'],
  ['another FN', evidence([], { fn: '9999078900009999' }), 'fn-changed'],
  ['the FN went back', evidence([], { lastDocument: 41 }), 'memory-behind'],
  ['another register with the same FN', evidence([receipt(43, [mark])], { serial: '2' }), 43],
]

t.test('verdicts', async (t) => {
  for (const [name, seen, want] of cases) {
    const verdict = reconcile(expected, seen)
    const got =
      verdict.kind === 'registered'
        ? verdict.witness.document.number
        : verdict.kind === 'not-registered'
          ? 'none'
          : verdict.why
    t.equal(got, want, name)
  }
})
