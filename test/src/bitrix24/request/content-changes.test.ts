import fc from 'fast-check'
import t from 'tap'
import { contentOf } from '../../../../src/bitrix24/request/content.ts'
import { contentChanges } from '../../../../src/bitrix24/request/content-changes.ts'
import type { Fields } from '../../../../src/bitrix24/request/fields.ts'

const fields = (data: Record<string, string>): Fields => new Map(Object.entries(data))
const changes = (before: Record<string, string>, after: Record<string, string>): string | undefined =>
  contentChanges(contentOf(fields(before)), contentOf(fields(after)))

t.test('what changed is shown, a few of it', async (t) => {
  t.equal(changes({ total_sum: '100', type: 'sell' }, { total_sum: '120', type: 'sell' }), 'total_sum «100» → «120»')
  t.equal(changes({ a: '1' }, { b: '1' }), 'a «1» → нет; b нет → «1»')
  const item = (price: string): Fields => new Map([['price', price]])
  const items = (price: string): string => contentOf(new Map([['items', new Map([['0', item(price)]])]]))
  t.equal(contentChanges(items('5'), items('6')), 'items[0][price] «5» → «6»')
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`k${n}`, '1']))
  t.match(changes({}, many), /^k0 нет → «1»; .*k4 нет → «1»; и ещё отличий: 4$/)
  t.match(changes({ name: 'я'.repeat(500) }, { name: '' }), /^name «я{40}…» → «»$/)
})

t.test('contacts of a buyer are not repeated', async (t) => {
  t.equal(changes({ client_email: 'one@example.ru' }, { client_email: 'other@example.ru' }), 'client_email изменён')
})

t.test('nothing is said of what cannot be compared', async (t) => {
  const content = contentOf(fields({ a: '1' }))
  t.equal(contentChanges('', content), undefined, 'the record of a tombstone has none')
  t.equal(contentChanges('{"format":0,"fields":{"a":"2"}}', content), undefined)
})

t.test('property: something is said of every change, and of nothing else', async () => {
  const texts = fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true })
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const same = contentOf(fields(one)) === contentOf(fields(other))
      return (changes(one, other) === undefined) === same && changes(one, one) === undefined
    }),
  )
})
