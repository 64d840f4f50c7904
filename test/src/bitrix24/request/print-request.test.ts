import t from 'tap'
import { readBody } from '../../../../src/bitrix24/request/body.ts'
import { toPrintRequest } from '../../../../src/bitrix24/request/print-request.ts'
import { problemText } from '../../../../src/bitrix24/texts/problem.ts'
import { buildForm, type PhpMap, type PhpValue } from '../php-form.ts'
import { sampleData } from '../samples.ts'

const decode = (data: PhpMap | string) => {
  const body = readBody(Buffer.from(typeof data === 'string' ? data : buildForm(data), 'latin1'))
  return body.ok ? toPrintRequest(body.fields) : ({ ok: false, problems: [body.problem] } as const)
}
const texts = (data: PhpMap | string): string[] => {
  const decoded = decode(data)
  return decoded.ok ? [] : decoded.problems.map((one) => problemText(one, 'ru'))
}

const grocery = (receipt: PhpMap = {}): PhpMap => ({ ...sampleData('sell-cash-grocery'), ...receipt })
/** The grocery receipt with its second line changed. */
const withItem = (change: PhpMap): PhpMap => {
  const items = sampleData('sell-cash-grocery')['items'] as PhpMap[]
  return grocery({ items: items.map((item, at) => (at === 1 ? { ...item, ...change } : item)) })
}

t.test('refusals name the line and the field', async (t) => {
  for (const [change, text] of [
    [
      { quantity: 1.0005 },
      /^B24-310 Товар 2 «Сахар-песок «Русский», 1 кг», количество \(quantity\): в количестве 1.0005 /,
    ],
    [{ quantity: 0 }, /^B24-311 Товар 2 /],
    [{ quantity: -1 }, /^B24-307 Товар 2 .*количество .*-1/],
    [{ quantity: 10_000_000 }, /^B24-309 Товар 2 /],
    [{ sum: -223.5 }, /^B24-307 Товар 2 .*сумма/],
    [{ sum: 'много' }, /^B24-306 Товар 2 .*«много» не число/],
    [{ sum: '' }, /^B24-301 Товар 2 .*сумма/],
    [{ sum: { a: 1 } }, /^B24-302 Товар 2 .*сумма/],
    [{ sum: 1e10 }, /^B24-309 Товар 2 /],
    [{ price: -1 }, /^B24-307 Товар 2 .*цена \(price\)/],
    [{ base_price: -1 }, /^B24-307 Товар 2 .*цена без скидки/],
    [{ base_price: -223.5, price: -223.5, sum: -223.5 }, /^B24-307 Товар 2 .*цена \(price\)/],
    [{ quantity: -1, sum: -223.5 }, /^B24-307 Товар 2 .*количество/],
    [{ name: '' }, /^B24-301 Товар 2, название/],
    [{ name: ' \u0001 ' }, /^B24-301 Товар 2, название/],
    [{ name: 'я'.repeat(1001) }, /^B24-305 Товар 2, название \(name\): длиннее 1000 знаков/],
    [{ name: Uint8Array.of(0xd0) }, /^B24-304 Товар 2, название/],
    [{ payment_object: 'goods' }, /^B24-313 Товар 2 .*предмет расчёта .*«goods»/],
    [{ payment_object: 'toString' }, /^B24-313 /],
    [{ payment_method: 'cash' }, /^B24-313 /],
    [{ currency: 'BYN' }, /^B24-314 Товар 2 .*«BYN»/],
    [{ supplier_info: 'ООО' }, /^B24-303 Товар 2 .*поставщик/],
  ] as const) {
    const found = texts(withItem(change as PhpMap))
    t.equal(found.length, 1, text.source)
    t.match(found[0], text)
    t.match(found[0], /Чек не зарегистрирован/)
  }
})

t.test('refusals of the receipt as a whole', async (t) => {
  for (const [change, text] of [
    [{ type: 'correction_sell' }, /^B24-313 Чек, тип чека \(type\): значение «correction_sell»/],
    [{ type: null }, /^B24-301 Чек, тип чека/],
    [{ type: ' ' }, /^B24-301 Чек, тип чека/],
    [{ uuid: null }, /^B24-301 Чек, номер чека/],
    [{ uuid: 'x'.repeat(256) }, /^B24-305 /],
    [{ items: 'сахар' }, /^B24-303 Чек, товары/],
    [{ items: [] }, /^B24-301 Чек, товары/],
    [{ items: { a: { name: 'x' } } }, /^B24-303 /],
    [{ items: ['x'] }, /^B24-303 Товар 1/],
    [{ payments: ['x'] }, /^B24-303 Оплата 1/],
    [{ payments: null }, /^B24-301 Чек, оплаты/],
    [{ payments: [{ type: 'cash', sum: -1 }] }, /^B24-307 Оплата 1, сумма/],
    [{ payments: [{ type: 'cash', sum: 1, currency: 'USD' }] }, /^B24-314 Оплата 1/],
    [{ payments: [{ sum: 1 }] }, /^B24-301 Оплата 1, форма оплаты \(type\)/],
    [{ total_sum: null }, /^B24-301 Чек, итог/],
  ] as const) {
    const found = texts(grocery(change as PhpMap))
    t.equal(found.length, 1, text.source)
    t.match(found[0], text)
  }
})

t.test('one mistake is told once', async (t) => {
  const [only, ...others] = texts(withItem({ price: -10, base_price: -10, quantity: -2, sum: -20 }))
  t.match(only, /^B24-307 Товар 2 .*цена \(price\): отрицательное число -10/)
  t.strictSame(others, [])
  t.match(texts(withItem({ price: 10, base_price: 10, quantity: 2, sum: -20 })), [/^B24-307 Товар 2 .*сумма/])
  const dollars = (sampleData('sell-cash-grocery')['items'] as PhpMap[]).map((item) => ({ ...item, currency: 'USD' }))
  const abroad = grocery({ items: dollars, payments: [{ type: 'cash', sum: 651.11, currency: 'USD' }] })
  t.match(texts(abroad), [/^B24-314 Товар 1 .*«USD»/])
  t.equal(texts(abroad).length, 1)
  t.equal(texts(withItem({ price: -10, sum: 'много' })).length, 2, 'two mistakes are two')
})

t.test('texts that a portal stores as HTML', async (t) => {
  const supplier_info = { name: 'АО &quot;Перевозчик&quot;', inn: '7708709686', phones: [] }
  const decoded = decode(withItem({ name: 'Чехол &quot;Люкс&quot;<br> &amp; <b>стекло</b>', supplier_info }))
  const item = decoded.ok ? decoded.value.items[1] : undefined
  t.equal(item?.name, 'Чехол "Люкс" & стекло')
  t.equal(item?.supplier?.name, 'АО "Перевозчик"')
  t.match(texts(withItem({ name: '<br>' })), [/^B24-301 Товар 2, название/])
  t.strictSame(texts(withItem({ name: `${'&quot;'.repeat(900)}` })), [], 'entities take no room')
  const mailbox = decode(grocery({ client_email: 'Иван &lt;ivan@example.ru&gt;' }))
  t.equal(mailbox.ok && mailbox.value.clientEmail, 'Иван <ivan@example.ru>')
  const code = '010460720123456021a&lt;b&gt;c\u001d91x'
  const marked = decode(withItem({ marking_code: code }))
  t.equal(marked.ok && marked.value.items[1]?.markingCode, code, 'a code is no text')
})

t.test('too many lines', async (t) => {
  const items = (count: number): PhpValue =>
    Array.from({ length: count }, () => ({ name: 'x', price: 1, sum: 1, quantity: 1 }))
  t.ok(decode(grocery({ items: items(1000) })).ok)
  t.match(texts(grocery({ items: items(1001) })), [/^B24-312 Чек, товары \(items\): 1001, .* не больше 1000/])
})

t.test('all problems, ten at most', async (t) => {
  t.equal(texts(grocery({ type: 'x', uuid: null, total_sum: 'x' })).length, 3)
  t.equal(texts(grocery({ items: Array.from({ length: 50 }, () => ({ name: 'x' })) })).length, 10)
})

t.test('what is not refused', async (t) => {
  for (const change of [
    { quantity: '2.9999999999999996' },
    { price: '74.49999999', base_price: '74.5555' },
    { nomenclature_code: Uint8Array.of(0x44, 0x4d, 0xff) },
    { additional_params: { deep: { er: [[['x']]] }, bad: Uint8Array.of(0xff) } },
    { currency: 'RUR' },
    { name: 'Сахар\tс\nпереносом' },
  ] as const) {
    t.strictSame(texts(withItem(change as PhpMap)), [])
  }
  const deep = Array.from({ length: 60 }).reduce<PhpValue>((inner) => ({ x: inner }), 'x')
  t.strictSame(texts(grocery({ additional_params: deep })), [])
  t.strictSame(texts(`${buildForm(grocery())}&items[0][name=1&order[=1`), [])
  t.strictSame(texts(grocery({ order: { id: Uint8Array.of(0xff) }, entity: '', ['новое поле']: 1 })), [])
  const decoded = decode(withItem({ name: 'Сахар\tс\nпереносом' }))
  t.equal(decoded.ok && decoded.value.items[1]?.name, 'Сахар с переносом')
})

t.test('amounts with fractions of a kopeck are rounded, half away from zero', async (t) => {
  for (const [sent, kopecks] of [
    ['223.5050', 22351n],
    ['223.5049', 22350n],
    ['223.4999999999999', 22350n],
    ['0.0049', 0n],
  ] as const) {
    const decoded = decode({ ...withItem({ sum: sent }), total_sum: sent, payments: [{ type: 'cash', sum: sent }] })
    if (!decoded.ok) throw new Error(`${sent} is refused`)
    const { items, payments, total } = decoded.value
    t.strictSame([items[1]?.sum, payments[0]?.sum, total], [kopecks, kopecks, kopecks], sent)
  }
})

t.test('contacts never refuse a sale', async (t) => {
  const windows1251 = Uint8Array.from(Buffer.from('e8e2e0ed40e1e22e7275', 'hex'))
  const damaged = Uint8Array.from(Buffer.from('d0b8d0b2d0b0d040d0b12e7275', 'hex'))
  const contacts = (change: PhpMap) => {
    const decoded = decode(grocery({ client_email: null, client_phone: null, service_email: null, ...change }))
    if (!decoded.ok) throw new Error(decoded.problems.map((one) => problemText(one, 'en')).join())
    const { clientEmail, clientPhone, serviceEmail, unreadableContacts } = decoded.value
    return [clientEmail, clientPhone, serviceEmail, ...unreadableContacts]
  }
  t.strictSame(contacts({ client_email: ['', 'a@b.ru'] }), ['a@b.ru', undefined, undefined])
  t.strictSame(contacts({ client_email: ['нет', 'a@b.ru'] }), ['нет\na@b.ru', undefined, undefined])
  t.strictSame(contacts({ client_phone: { work: Uint8Array.of(0xff), home: '9161234567' } }), [
    undefined,
    '9161234567',
    undefined,
  ])
  t.strictSame(contacts({ client_email: windows1251 }), ['иван@бв.ru', undefined, undefined])
  t.strictSame(contacts({ client_email: [], client_phone: [''], service_email: ' ' }), [
    undefined,
    undefined,
    undefined,
  ])
  for (const one of [Uint8Array.of(0xff), damaged, [Uint8Array.of(0xff)], [['a@b.ru']], 'x'.repeat(1001)] as const) {
    t.strictSame(contacts({ client_email: one as PhpValue, client_phone: '9161234567' }), [
      undefined,
      '9161234567',
      undefined,
      'client_email',
    ])
  }
  t.strictSame(contacts({ client_phone: Uint8Array.of(0x37, 0xff), service_email: Uint8Array.of(0xff) }), [
    undefined,
    undefined,
    undefined,
    'client_phone',
    'service_email',
  ])
})

t.test('a form cut anywhere is no other receipt', async (t) => {
  const whole = buildForm(grocery())
  const end = whole.indexOf('total_sum') + 'total_sum=651.11'.length
  for (let length = 0; length < end; length += 1) {
    const decoded = decode(whole.slice(0, length))
    if (decoded.ok) t.not(decoded.value.total, 65111n, `cut at ${length}`)
  }
  t.pass()
})

t.test('texts quote a request without its control characters and not for ever', async (t) => {
  t.match(texts(grocery({ type: `\u0000<b>${'x'.repeat(5000)}` })), [/^.{0,250}$/s])
})
