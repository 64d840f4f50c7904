import t from 'tap'
import { Check } from 'typebox/value'
import { Decision } from '../../../src/record/decision.ts'
import { VirtualShop } from '../../virtual-shop.ts'

t.test('a body that is no decision is told what would be one', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuid = await shop.print('check|p|1')
  await shop.until(uuid, 'registered')
  const cases: readonly (readonly [body: object, text: RegExp])[] = [
    [{}, /"by".*"decision".*"document".*"not-printed".*"attributes".*"print".*"same-as".*"cancel".*"confirm"/],
    [{ by: 'Анна', decision: { kind: 'sell' } }, /"document".*"confirm"/],
    [
      { by: 'Анна', decision: { kind: 'document', number: '43' } },
      /где decision: \{"kind":"document","number":43\} — /,
    ],
    [{ by: 'Анна', decision: { kind: 'cancel', word: 'attested' } }, /где decision: \{"kind":"cancel"\} — .*"gone"\.$/],
    [{ by: 'Анна', decision: { kind: 'attributes', attributes: {}, word: 'gone' } }, /"fn":"\d{16}","number":43/],
    [{ decision: { kind: 'print' } }, /"by":"кто решил, до 100 знаков"/],
    [{ by: 'Анна', notPrinted: true }, /"not-printed"/],
  ]
  for (const [body, text] of cases) {
    const answer = await shop.admin(`/api/receipts/${uuid}/decide`, body)
    t.equal(answer.status, 400)
    t.match(answer.body['error'], text)
  }
  t.notOk((await shop.record(uuid)).decisions)
  const unknown = await shop.decide('NONE', { kind: 'print' })
  t.match(unknown, { status: 404, body: { error: 'Чека NONE у моста нет.' } })
})

t.test('every example of a decision is one', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const { paths } = (await shop.admin('/api/docs/json')).body as {
    paths: Record<string, { post: { description: string } }>
  }
  const { description } = paths['/api/receipts/{uuid}/decide']?.post ?? { description: '' }
  const examples = description.split('\n\n').map((line) => JSON.parse(line.split(' — ')[0] ?? '') as unknown)
  t.equal(examples.length, Decision.anyOf.length)
  for (const example of examples) t.ok(Check(Decision, example), JSON.stringify(example))
})
