import fc from 'fast-check'
import iconv from 'iconv-lite'
import t from 'tap'
import { readBody } from '../../../../src/bitrix24/request/body.ts'
import { contentOf } from '../../../../src/bitrix24/request/content.ts'
import { textOf } from '../../../../src/bitrix24/request/fields.ts'
import { buildForm, type PhpMap, type PhpValue } from '../php-form.ts'
import { mapBody, sampleData } from '../samples.ts'

/** A value with every text of it in another set. */
function inSet(value: PhpValue, set: string): PhpValue {
  if (typeof value === 'string') return Uint8Array.from(iconv.encode(value, set))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inSet(one as PhpValue, set)]))
}

const formType = (charset: string): string => `application/x-www-form-urlencoded; charset=${charset}`
const read = (body: string | Uint8Array, contentType?: string) => {
  const result = readBody(typeof body === 'string' ? Buffer.from(body, 'latin1') : body, contentType)
  if (!result.ok) throw new Error(result.problem.key)
  return result
}
/** A name as it is read, undefined when it is no text. */
const nameOf = (bytes: Uint8Array, contentType?: string): string | undefined => {
  const field = read(buildForm({ name: bytes }), contentType).fields.get('name')
  return typeof field === 'string' ? textOf(field) : undefined
}
const name1251 = (text: string, contentType?: string) => nameOf(iconv.encode(text, 'windows-1251'), contentType)

t.test('the charset that is declared, in any usual spelling', async (t) => {
  for (const spelling of [
    'windows-1251',
    'Windows-1251',
    'cp1251',
    'CP-1251',
    'win1251',
    'x-cp1251',
    '"windows-1251"',
    '1251',
  ]) {
    t.equal(name1251('Сыр «Ё»', formType(spelling)), 'Сыр «Ё»', spelling)
  }
  t.equal(name1251('Ж', 'application/x-www-form-urlencoded;CHARSET = windows-1251;x=1'), 'Ж', 'one letter is enough')
  t.equal(nameOf(iconv.encode('Сахар', 'koi8-r'), formType('koi8-r')), 'Сахар')
  t.equal(nameOf(iconv.encode('Молоко', 'cp866'), formType('ibm866')), 'Молоко')
  t.equal(nameOf(iconv.encode('Größe', 'latin1'), formType('iso-8859-1')), 'Größe')
  t.equal(nameOf(Uint8Array.of(0xd0, 0x98), formType('windows-1251')), 'И', 'UTF-8 is UTF-8, whatever is declared')
  t.equal(nameOf(Buffer.from('Сахар'), formType('windows-1251')), 'Сахар')
  t.equal(nameOf(Uint8Array.of(0xcc, 0x98), formType('windows-1251')), '\u0318')
  t.equal(nameOf(Uint8Array.of(0xf1, 0x98), formType('windows-1251')), undefined, '98h is no letter')
  for (const strange of ['utf-16', 'utf-7', 'base64', 'hex', 'nonsense', '']) {
    t.equal(nameOf(Buffer.from('Сахар'), formType(strange)), 'Сахар', strange)
    t.equal(name1251('Сахар', formType(strange)), 'Сахар', `${strange}, and windows-1251 all the same`)
  }
})

t.test('windows-1251 that nobody declared', async (t) => {
  for (const text of [
    'Сахар-песок «Русский», 1 кг',
    'шт',
    'Чехол для iPhone 15 Pro — чёрный',
    'СССР',
    '«СССР»',
    'ВкусВилл, МойСклад',
    'Ўзор беларускі',
    'МОЛОКО 3,2%',
    'Болт М6×20, 10 шт.'.replace('×', 'x'),
  ]) {
    t.equal(name1251(text), text)
  }
  t.ok(read(buildForm({ name: iconv.encode('Сахар', 'win1251') })).assumed)
  t.notOk(read(buildForm({ name: 'Сахар' })).assumed)
  t.notOk(read(buildForm({ name: iconv.encode('Сахар', 'win1251') }), formType('cp1251')).assumed)
})

t.test('what is neither is left as it is, to be refused', async (t) => {
  const utf8 = Buffer.from('Сахар-песок «Русский», 1 кг')
  for (const [what, bytes] of [
    ['a byte', Uint8Array.of(0xd0)],
    ['another', Uint8Array.of(0xff)],
    ['UTF-8 that was cut', utf8.subarray(0, 18)],
    ['UTF-8 that lost a byte', Buffer.concat([utf8.subarray(0, 4), utf8.subarray(5)])],
    ['two letters cut', Buffer.from('аа').subarray(0, 3)],
    ['KOI8-R', iconv.encode('Сахар песок', 'koi8-r')],
    ['CP866', iconv.encode('Молоко', 'cp866')],
    ['a Western set', iconv.encode('Crème brûlée', 'latin1')],
    ['another word of it', iconv.encode('Größe', 'latin1')],
    ['noise', Uint8Array.from({ length: 64 }, (_, at) => 0x80 + at * 2)],
  ] as const) {
    t.equal(nameOf(bytes), undefined, what)
  }
})

t.test('a whole check of a windows-1251 portal is the same receipt, as form and as JSON', async (t) => {
  const data = sampleData('sell-marked-shoes')
  const expected = mapBody(buildForm(data))
  const form = Buffer.from(buildForm(inSet(data, 'windows-1251') as PhpMap))
  const json = iconv.encode(
    JSON.stringify(data, (_, value: unknown) => (value instanceof Uint8Array ? undefined : value)),
    'windows-1251',
  )
  const plain = Buffer.from(
    JSON.stringify(data, (_, value: unknown) => (value instanceof Uint8Array ? undefined : value)),
  )
  for (const contentType of [undefined, formType('windows-1251')]) {
    t.equal(contentOf(read(form, contentType).fields), contentOf(read(buildForm(data)).fields))
    t.equal(contentOf(read(json, contentType).fields), contentOf(read(plain).fields))
  }
  t.ok(expected.ok)
})

t.test('codes keep their bytes', async (t) => {
  const bytes = Uint8Array.of(0x44, 0x4d, 0xf1, 0xe0, 0xf5, 0xe0, 0xf0, 0x1d)
  for (const key of ['nomenclature_code', 'marking_code']) {
    const { fields } = read(buildForm({ [key]: bytes }), formType('windows-1251'))
    t.equal(fields.get(key), Buffer.from(bytes).toString('latin1'), key)
  }
})

t.test('escapes of JSON stand beside bytes of the charset', async (t) => {
  const body = Buffer.concat([
    Buffer.from('{"name":"\\u00ab'),
    iconv.encode('Мёд', 'cp1251'),
    Buffer.from('\\u00bb \\"0,5\\""}'),
  ])
  for (const contentType of [undefined, 'application/json; charset=windows-1251']) {
    const name = read(body, contentType).fields.get('name')
    t.equal(typeof name === 'string' && textOf(name), '«Мёд» "0,5"')
  }
})

t.test('property: Russian words are read in either set, and UTF-8 that lost a byte in none', async () => {
  const letter = fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя')
  const word = fc.tuple(fc.boolean(), fc.array(letter, { minLength: 3, maxLength: 9 })).map(([capital, letters]) => {
    const [first = '', ...rest] = letters
    return (capital ? first.toUpperCase() : first) + rest.join('')
  })
  const text = fc.array(word, { minLength: 2, maxLength: 5 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(text, (one) => name1251(one) === one && nameOf(Buffer.from(one)) === one),
    { numRuns: 500 },
  )
  const damaged = fc.tuple(text, fc.nat()).map(([one, at]) => {
    const bytes = [...Buffer.from(one)]
    const places = [...bytes.keys()].filter((place) => (bytes[place] ?? 0) > 0x7f)
    bytes.splice(places[at % places.length] ?? 0, 1)
    return Uint8Array.from(bytes)
  })
  fc.assert(
    fc.property(damaged, (bytes) => nameOf(bytes) === undefined),
    { numRuns: 500 },
  )
})
