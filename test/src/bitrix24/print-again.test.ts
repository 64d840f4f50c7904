import t from 'tap'
import { Stage } from '../stage.ts'

const line = (price: string, quantity: string, sum: string, name = 'Саморезы') => ({
  items: [{ name, price, quantity, sum, vat: '7', payment_object: 'commodity', measure_code: '796' }],
  payments: [{ type: 'cash', sum }],
  total_sum: sum,
})

/** Price, quantity and sum of the lines of a document, as the fiscal memory has them. */
async function linesOf(stage: Stage, number: unknown): Promise<unknown[]> {
  const { tags } = (await stage.admin(`/api/registers/kkm-1/documents/${String(number)}`)).json() as {
    tags: { '1059': Record<string, unknown>[] }
  }
  return tags['1059'].map((item) => [item['1079'], item['1023'], item['1043']])
}

t.test('prices that do not make the sum are registered as the sum says', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  for (const [sent, expected] of [
    [
      line('12.344', '10', '123.44'),
      [
        ['12.34', '9', '111.06'],
        ['12.38', '1', '12.38'],
      ],
    ],
    [
      line('12.345', '10', '123.45'),
      [
        ['12.35', '9', '111.15'],
        ['12.30', '1', '12.30'],
      ],
    ],
    [
      line('33.3333', '30', '1000'),
      [
        ['33.33', '29', '966.57'],
        ['33.43', '1', '33.43'],
      ],
    ],
    [line('1.005', '4', '4.01'), [['1.00', '4', '4.01']]],
    [
      line('0.01', '1000', '6'),
      [
        ['0.00', '999', '0.00'],
        ['6.00', '1', '6.00'],
      ],
    ],
    [
      line('14.29', '7', '100'),
      [
        ['14.29', '6', '85.74'],
        ['14.26', '1', '14.26'],
      ],
    ],
  ] as const) {
    const { UUID: uuid } = await stage.print(sent)
    await stage.clock.advance(30_000)
    const done = await stage.check(String(uuid))
    t.equal(done['STATUS'], 'DONE')
    t.strictSame(await linesOf(stage, done['FISCAL_DOC_NUMBER']), expected)
  }
})

t.test('a known check keeps its UUID though its content could not be accepted any more', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const uuid = 'check|shop|77'
  const first = await stage.print({ uuid })
  await stage.clock.advance(30_000)
  t.match(await stage.check(String(first['UUID'])), { STATUS: 'DONE' })
  const receipts = stage.documents().filter((code) => code === 3).length
  for (const broken of [{ total_sum: '1' }, { items: 'text' }, { type: 'unknown' }, { number_kkm: 'another' }]) {
    t.strictSame(await stage.print({ uuid, ...broken }), first)
  }
  t.match(JSON.parse((await stage.admin('/api/status')).text), {
    alarms: [
      { name: 'content-changed', detail: /^check\|shop\|77: client_email изменён; number_kkm «.*» → «another»$/ },
    ],
  })
  t.match(await stage.print({ uuid: 'check|shop|78', total_sum: '1' }), { ERRORS: [/^B24-40/] }, 'a new one is refused')
  await stage.clock.advance(30_000)
  t.equal(stage.documents().filter((code) => code === 3).length, receipts)
})

t.test('no half of an emoji reaches PHP', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  for (const length of [38, 39, 40, 58, 59, 60]) {
    const name = `${'я'.repeat(length)}😀${'я'.repeat(20)}`
    const answer = await stage.print({ ...line('10', '1', '10', name), items: [{ name, price: '10', quantity: '1' }] })
    const text = JSON.stringify(answer)
    t.match(answer, { ERRORS: [String] })
    t.notMatch(text, /\\ud[89ab]/i, String(length))
  }
})
