import fc from 'fast-check'
import t from 'tap'
import { contentOfReceipt, contentOfTags, type KeptContent, type LineContent } from '../../../drivers/ffd/content.ts'
import { differences, differenceText, remarks } from '../../../drivers/ffd/content-comparison.ts'
import type { VatRate } from '../../../drivers/ffd/vat.ts'
import { vatRates } from '../../../drivers/ffd/vat.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import { sale } from '../atol/shop.ts'
import { anyReceipt } from './any-receipt.ts'

const rates = Object.keys(vatRates) as VatRate[]
const any = fc
  .constantFrom('1.05' as const, '1.2' as const)
  .chain((ffd) => fc.tuple(fc.constant(ffd), anyReceipt(rates, ffd)))

t.test('a document that says what was sent does not differ, and wants no look', async () => {
  fc.assert(
    fc.property(any, ([ffd, receipt]) => {
      const sent = contentOfReceipt(receipt, ffd)
      return differences(sent, sent).length === 0 && remarks(sent, sent).length === 0
    }),
  )
})

/** Every single change that makes a document another one, by the tag that tells. */
const changes: Readonly<Record<number, (line: LineContent) => Partial<LineContent>>> = {
  1030: ({ name }) => ({ name: `Б${name.slice(1)}` }),
  1079: ({ price, sum }) => ({ price: kopecks(price + sum + 2n) }),
  1023: ({ quantity: count }) => ({ quantity: quantity(count + 1n) }),
  1043: ({ sum }) => ({ sum: kopecks(sum + 1n) }),
  1199: ({ vat }) => ({ vat: (vat % 12) + 1 }),
  1212: ({ subject }) => ({ subject: subject + 1 }),
  1214: ({ method }) => ({ method: (method % 7) + 1 }),
  1162: ({ marking }) => ({ marking: marking === undefined ? '444d00' : `${marking}00` }),
}

t.test('any single change of a line is seen, and named', async (t) => {
  for (const [tag, change] of Object.entries(changes)) {
    fc.assert(
      fc.property(any, fc.nat(), ([ffd, receipt], place) => {
        const sent = contentOfReceipt(receipt, ffd)
        const at = place % sent.lines.length
        const lines = sent.lines.map((line, index) => (index === at ? { ...line, ...change(line) } : line))
        return differences(sent, { ...sent, lines }).some((one) => one.tag === Number(tag) && one.line === at + 1)
      }),
      { numRuns: 50 },
    )
  }
  t.pass()
})

t.test('a line more, a line less, a line without its name is seen', async () => {
  fc.assert(
    fc.property(any, ([ffd, receipt]) => {
      const sent = contentOfReceipt(receipt, ffd)
      const [first, ...rest] = sent.lines as [LineContent, ...LineContent[]]
      const { name: _, ...nameless } = first
      return [[...sent.lines, first], rest, [nameless, ...rest]].every(
        (lines) => differences(sent, { ...sent, lines }).length > 0,
      )
    }),
  )
})

t.test('lines in another order are seen', async () => {
  fc.assert(
    fc.property(any, ([ffd, receipt]) => {
      const sent = contentOfReceipt(receipt, ffd)
      const lines = sent.lines.toReversed()
      fc.pre(lines[0]?.name !== sent.lines[0]?.name)
      return differences(sent, { ...sent, lines }).length > 0
    }),
  )
})

t.test('any single change of the receipt is seen', async () => {
  fc.assert(
    fc.property(any, ([ffd, receipt]) => {
      const sent = contentOfReceipt(receipt, ffd)
      const payments = [1031, 1081, 1215, 1216, 1217].map((tag) => ({
        payments: { ...sent.payments, [tag]: kopecks((sent.payments[tag] ?? 0n) + 1n) },
      }))
      const others: Partial<KeptContent>[] = [
        { settlement: (sent.settlement % 4) + 1 },
        { taxSystem: 2 },
        { total: kopecks(sent.total - 1n) },
        ...payments,
      ]
      return others.every((other) => differences(sent, { ...sent, ...other }).length > 0)
    }),
  )
})

const milk = contentOfReceipt(sale, '1.2')
const long = {
  ...milk,
  lines: milk.lines.map((line, at) => ({ ...line, name: `${'Очень длинное название '.repeat(5)}${at}`.slice(0, 128) })),
}
const cutTo = (length: number) => ({
  ...long,
  lines: long.lines.map((line) => ({ ...line, name: line.name.slice(0, length).trim() })),
})

t.test('names may be cut, all at one length that a register is known to cut at', async (t) => {
  for (const length of [24, 46, 56, 64, 100, 127]) t.same(differences(long, cutTo(length)), [], String(length))
  t.same(differences(long, cutTo(23)), [{ tag: 1030, line: 1 }], 'no register cuts that short')
  const [first, second] = cutTo(64).lines
  const uneven = { ...long, lines: [first ?? {}, { ...second, name: second?.name?.slice(0, 40) }] } as KeptContent
  t.same(
    differences(long, uneven).map(({ tag }) => tag),
    [1030],
    'one register cuts all of them alike',
  )
})

t.test('a price that the register recomputed from the sum', async (t) => {
  const [line] = milk.lines as [LineContent, ...LineContent[]]
  const odd = { ...line, price: kopecks(333), quantity: quantity(3000), sum: kopecks(1000) }
  const kept = (price: number) =>
    differences({ ...milk, lines: [odd] }, { ...milk, lines: [{ ...odd, price: kopecks(price) }] })
  t.same(kept(333), [])
  t.same(kept(334), [], 'the next kopeck up, which the wire carries')
  t.same(kept(335), [{ tag: 1079, line: 1 }])
})

t.test('what does not decide whose a document is, is for people to look at', async (t) => {
  const sent = { ...milk, buyer: 'Buyer@Example.ru' }
  const [first, ...rest] = milk.lines as [LineContent, ...LineContent[]]
  const kept = (change: Partial<LineContent>): KeptContent => ({ ...sent, lines: [{ ...first, ...change }, ...rest] })
  const told = (content: KeptContent): string =>
    `${differences(sent, content).length} ${differenceText(remarks(sent, content))}`
  t.equal(told({ ...sent, buyer: 'buyer@example.ru ' }), '0 ')
  t.equal(told({ ...sent, buyer: 'other@example.ru' }), '0 1008')
  t.equal(told({ ...sent, agentSign: 64 }), '0 1057')
  t.equal(told(kept({ vatSum: kopecks(1001) })), '0 ', 'a kopeck of rounding')
  t.equal(told(kept({ vatSum: kopecks(1002) })), '0 1200 of line 1')
  t.equal(told(kept({ measure: 11 })), '0 2108 of line 1')
  t.equal(told(kept({ supplierInn: '7707083893' })), '0 1226 of line 1')
  t.equal(told(kept({ supplierPhones: ['+7'] })), '0 1171 of line 1')
})

t.test('tags that a document lacks are no content', async (t) => {
  t.same(contentOfTags([{ tag: 1059, value: [{ tag: 1030, value: 'Хлеб' }] }]), {
    payments: { 1031: 0n, 1081: 0n, 1215: 0n, 1216: 0n, 1217: 0n },
    lines: [{ name: 'Хлеб', supplierPhones: [] }],
  })
})
