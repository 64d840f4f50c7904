import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { readBody } from '../../../../src/bitrix24/request/body.ts'
import { contentOf, sameSaleOf } from '../../../../src/bitrix24/request/content.ts'
import type { Fields } from '../../../../src/bitrix24/request/fields.ts'
import { toPrintRequest } from '../../../../src/bitrix24/request/print-request.ts'
import { buildForm, type PhpMap } from '../php-form.ts'
import { sampleData } from '../samples.ts'

const fieldsOf = (data: PhpMap) => {
  const body = readBody(Buffer.from(buildForm(data)))
  if (!body.ok) throw new Error(body.problem.key)
  return body.fields
}
const content = (data: PhpMap): string => contentOf(fieldsOf(data))
const sameSale = (data: PhpMap): string => {
  const request = toPrintRequest(fieldsOf(data))
  if (!request.ok) throw new Error('not a request')
  return sameSaleOf(request.value)
}
const shoes = (change: PhpMap = {}): PhpMap => ({ ...sampleData('sell-marked-shoes'), ...change })

t.test('content is what was received, but for the date and the password', async (t) => {
  t.equal(content(shoes()), content(shoes({ date_create: 1, cashbox_params: { AUTH: { PASSWORD: 'other' } } })))
  t.equal(
    content(shoes()),
    content(Object.fromEntries(Object.entries(shoes()).reverse())),
    'the order of keys is no content',
  )
  for (const change of [{ uuid: 'x' }, { total_sum: '11397.00' }, { new_key: 1 }, { number_kkm: '' }]) {
    t.not(content(shoes()), content(shoes(change)))
  }
  t.notMatch(content(shoes()), 'demo-secret-1')
  t.match(content(shoes()), /"format":1/)
  t.match(content(shoes()), /Кроссовки беговые/, 'legible for a person')
  t.match(content(shoes()), /"nomenclature_code":\{"\$hex":"444d0430b297ce80/)
  t.match(content({ a: { __proto__: null, x: '1' }, ['__proto__']: 'y' }), '"__proto__":"y"')
})

t.test('property: content is JSON, whatever the texts are', async () => {
  const bytesOf = (text: string): string => Buffer.from(text).toString('latin1')
  const texts = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), {
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(texts, fc.array(fc.string()), (flat, list) => {
      const fields: Fields = new Map(Object.entries(flat).map(([key, value]) => [bytesOf(key), bytesOf(value)]))
      fields.set('list', new Map(list.map((value, at) => [String(at), bytesOf(value)])))
      const expected = { ...flat, list: list.length === 0 ? {} : list }
      return isDeepStrictEqual(JSON.parse(contentOf(fields)), { format: 1, fields: expected })
    }),
  )
})

t.test('the same sale under another number', async (t) => {
  t.equal(
    sameSale(shoes()),
    sameSale(shoes({ uuid: 'check|shop.example.ru|2', date_create: 5, total_sum: '11397.0000000001' })),
  )
  const items = sampleData('sell-marked-shoes')['items'] as PhpMap[]
  t.not(sameSale(shoes()), sameSale(shoes({ items: items.map((item) => ({ ...item, marking_code: 'other' })) })))
  t.not(sameSale(shoes()), sameSale(shoes({ type: 'sellreturn' })))
  t.not(sameSale(shoes()), sameSale(shoes({ client_phone: '+79990000000' })))
  t.not(sameSale(shoes()), sameSale(shoes({ payments: [{ type: 'cash', sum: 11397 }] })))
})
