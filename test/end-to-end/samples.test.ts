import { readFileSync } from 'node:fs'
import t from 'tap'
import { withoutSocat } from '../drivers/transport/pty.ts'
import { got, type SampleExpectation, wanted } from './document-of-sample.ts'
import { type Cable, Shop } from './shop.ts'

interface Sample {
  readonly case: string
  readonly form_body: string
  readonly expect: SampleExpectation
}

const { receipts: samples } = JSON.parse(
  readFileSync(new URL('../fixtures/sample-receipts.json', import.meta.url), 'utf8'),
) as { receipts: Sample[] }

/** On FFD 1.2 the codes would have to be checked by commands that are not public. */
const marked = 'sell-marked-shoes'

const cables: readonly (readonly [Cable, false | string])[] = [
  ['embedded', false],
  ['tcp', false],
  ['pty', withoutSocat],
]

for (const [cable, skip] of cables) {
  for (const taxSystem of [1, 2] as const) {
    const mine = samples.filter(({ expect }) => (expect['1055'] ?? 1) === taxSystem)
    t.test(`samples of tax system ${taxSystem}, register ${cable}`, { skip }, async (t) => {
      const shop = await Shop.open(t, { cable, taxSystem })
      let documents = 0
      for (const sample of mine) {
        const answer = await shop.print(sample.form_body)
        if (!sample.expect.accept || sample.case === marked) {
          t.ok(Array.isArray(answer['ERRORS']) && answer['ERRORS'].length > 0, `${sample.case} is refused`)
          continue
        }
        const done = await shop.settled(answer['UUID'])
        t.equal(done['STATUS'], 'DONE', sample.case)
        documents += 1
        const document = await shop.document(done['FISCAL_DOC_NUMBER'])
        const tags = document['tags'] as Record<string, unknown>
        t.strictSame(got(tags, sample.expect), wanted(sample.expect), sample.case)
        t.equal(tags['1077'], done['FISCAL_DOC_ATTR'])
        t.equal(tags['1041'], done['FN_NUMBER'])
        t.equal(tags['1037'], done['REG_NUMBER_KKT'])
        t.equal(tags['1038'], done['SHIFT_NUMBER'])
        t.equal(tags['1042'], done['FISCAL_RECEIPT_NUMBER'])
        // The register's clock shows Moscow time, three hours ahead of the instant.
        t.equal(tags['1012'], Number(done['PRINT_END_TIME']) + 3 * 3600)
      }
      t.equal(await shop.receipts(), documents, 'refused receipts leave no document')
    })
  }
}

t.test('marked goods on FFD 1.05', async (t) => {
  const shop = await Shop.open(t, { cable: 'tcp', ffd: '1.05' })
  const sample = samples.find((one) => one.case === marked)
  const done = await shop.settled((await shop.print(sample?.form_body ?? ''))['UUID'])
  const { tags } = (await shop.document(done['FISCAL_DOC_NUMBER'])) as { tags: { '1059': Record<string, unknown>[] } }
  t.match(
    tags['1059'].map((item) => [item['1212'], item['1162']]),
    [
      [1, '444D0430B297CE80355A276B4C6D4E382871325274'],
      [1, '444D0430B297CE8065573778255070332B59612E34'],
      [1, undefined],
    ],
  )
})

t.test('the same PRINT fifty times at once is one receipt', async (t) => {
  const shop = await Shop.open(t, { cable: 'tcp' })
  const body = samples[0]?.form_body ?? ''
  const answers = await Promise.all(Array.from({ length: 50 }, () => shop.print(body)))
  const uuids = new Set(answers.map((answer) => answer['UUID']))
  t.equal(uuids.size, 1)
  const [uuid] = uuids
  t.equal((await shop.settled(uuid))['STATUS'], 'DONE')
  t.strictSame(await shop.print(body), { UUID: uuid }, 'later as well')
  t.equal(await shop.receipts(), 1)
})
