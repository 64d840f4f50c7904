import t from 'tap'
import { hex } from '../../../../drivers/bytes.ts'
import type { TaxSystem } from '../../../../drivers/ffd/receipt.ts'
import { paymentObjects } from '../../../../src/bitrix24/request/payment-objects.ts'
import { paymentMethods, type ReceiptType, receiptTypes } from '../../../../src/bitrix24/request/receipt-types.ts'
import type { ReceiptSettings } from '../../../../src/config/bitrix-settings.ts'
import { buildForm, type PhpMap, type PhpValue } from '../php-form.ts'
import { contextOf, expectedTags, mapBody, receiptSettings, sampleData, samples, tagsOf } from '../samples.ts'
import { codesOf, map, receiptOf, sale, warningsOf } from './sale.ts'

for (const sample of samples) {
  const taxSystem = (sample.expect['1055'] ?? 1) as TaxSystem
  const asJson = JSON.stringify(sample.data, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  )
  for (const [notation, body] of [
    ['form', Buffer.from(sample.form_body, 'latin1')],
    ['JSON', Buffer.from(asJson, 'utf8')],
    ['form built by the tests', Buffer.from(buildForm(sample.data), 'latin1')],
  ] as const) {
    t.test(`${sample.case} as ${notation}`, async (t) => {
      const mapped = mapBody(body, receiptSettings, contextOf(taxSystem))
      t.equal(mapped.ok, sample.expect.accept)
      if (mapped.ok) t.strictSame(tagsOf(receiptOf(mapped)), expectedTags(sample))
    })
  }
}

t.test('the tests write forms as PHP does', async (t) => {
  for (const { data, form_body } of samples) t.equal(buildForm(data), form_body)
})

t.test('refused samples say why', async (t) => {
  t.strictSame(codesOf(map(sampleData('sell-marked-without-code'))), ['B24-601'])
  t.strictSame(codesOf(map(sampleData('docs-example-inconsistent'))), ['B24-401', 'B24-503'])
})

t.test('a mark, parties and settings reach the receipt', async (t) => {
  const receipt = receiptOf(
    map(
      sale(),
      { internet: { place: 'https://shop.example.ru' }, electronicOnly: true },
      { ...contextOf(), register: { taxSystem: 1, markTag: 1084, cashier: { name: 'Кассир Иванова' } } },
    ),
  )
  t.match(receipt, {
    mark: { text: '0123456789abcdef', tag: 1084 },
    buyer: 'ivanov@example.ru',
    sender: 'check@shop.example.ru',
    internet: true,
    place: 'https://shop.example.ru',
    cashier: { name: 'Кассир Иванова' },
    electronicOnly: true,
  })
  t.strictSame(codesOf(map(sale({}, { client_email: '' }), { electronicOnly: true })), ['B24-604'])
})

t.test('a receipt without a buyer goes on', async (t) => {
  const internet = { internet: { place: 'https://shop.example.ru' } }
  t.strictSame(warningsOf(map(sale({}, { client_email: 'nobody' }), internet)), ['contactDropped', 'shopContact'])
  const damaged = map(sale({}, { client_email: Uint8Array.of(0xff), service_email: Uint8Array.of(0xff) }), internet)
  t.strictSame(codesOf(damaged), ['B24-610'])
  t.equal(receiptOf(map(sale({}, { client_email: ['нет', 'b@c.ru'], client_phone: '1' }))).buyer, 'b@c.ru')
  const damagedEmail = map(sale({}, { client_email: Uint8Array.of(0xff), client_phone: ['9161234567'] }))
  t.equal(receiptOf(damagedEmail).buyer, '+79161234567')
  t.strictSame(damagedEmail.ok && damagedEmail.warnings, [
    { key: 'contactDropped', place: { kind: 'receipt', field: 'client_email' } },
  ])
  const phone = receiptOf(map(sale({}, { client_email: 'check@shop.example.ru', client_phone: '8 916 123-45-67' })))
  t.equal(phone.buyer, '+79161234567')
  t.notOk('sender' in phone, 'a sender stands beside an e-mail only')
})

/** type -> [1054, 1214, 1212, 1199] of a line that says nothing of its own, at VAT id 7 (22 %). */
const byType: Readonly<Record<ReceiptType, readonly [string, number, number, string]>> = {
  sell: ['sale', 4, 1, '22'],
  sellreturn: ['sale-return', 4, 1, '22'],
  sellreturncash: ['sale-return', 4, 1, '22'],
  advancepayment: ['sale', 3, 10, '22/122'],
  advancereturn: ['sale-return', 3, 10, '22/122'],
  advancereturncash: ['sale-return', 3, 10, '22/122'],
  prepayment: ['sale', 2, 10, '22/122'],
  prepaymentreturn: ['sale-return', 2, 10, '22/122'],
  prepaymentreturncash: ['sale-return', 2, 10, '22/122'],
  fullprepayment: ['sale', 1, 10, '22/122'],
  fullprepaymentreturn: ['sale-return', 1, 10, '22/122'],
  fullprepaymentreturncash: ['sale-return', 1, 10, '22/122'],
  credit: ['sale', 6, 1, '22'],
  creditreturn: ['sale-return', 6, 1, '22'],
  creditpayment: ['sale', 7, 10, 'none'],
  creditpaymentreturn: ['sale-return', 7, 10, 'none'],
  creditpaymentreturncash: ['sale-return', 7, 10, 'none'],
}
for (const type of Object.keys(receiptTypes) as ReceiptType[]) {
  t.test(`type ${type}`, async (t) => {
    const { payment_object: _, ...item } = (sale()['items'] as PhpMap[])[0] as PhpMap
    const payments = [{ type: type.startsWith('credit') && !type.includes('payment') ? 'credit' : 'cash', sum: 200 }]
    const { settlement, items } = receiptOf(map(sale({}, { type, items: [item], payments })))
    const [line] = items
    t.strictSame([settlement, line?.method, line?.subject, line?.vat], byType[type])
  })
}

t.test('method and subject as sent', async (t) => {
  for (const [key, method] of Object.entries(paymentMethods)) {
    const payments = [
      { type: method === 6 ? 'credit' : 'cash', sum: 150 },
      { type: method >= 5 && method < 7 ? 'credit' : 'cash', sum: 50 },
    ]
    t.equal(receiptOf(map(sale({ payment_method: key }, { payments }))).items[0]?.method, method, key)
  }
  for (const [key, subject] of Object.entries(paymentObjects)) {
    const code = key.includes('marking') && !key.includes('no_marking')
    const item = {
      payment_object: key,
      quantity: 1,
      sum: 100,
      ...(code ? { marking_code: '010460720123456021a' } : {}),
    }
    t.equal(receiptOf(map(sale(item))).items[0]?.subject, subject, key)
  }
  t.strictSame(codesOf(map(sale({ payment_object: 'commodity ', payment_method: 'nothing' }))), ['B24-313'])
})

t.test('VAT by the table, never by a guess', async (t) => {
  const vat = (id: PhpValue, settings: Partial<ReceiptSettings> = {}, type = 'sell', year = 2026) => {
    const mapped = map(sale({ vat: id }, { type }), settings, { ...contextOf(), today: { year, month: 1, day: 1 } })
    return mapped.ok ? mapped.receipt('').items[0]?.vat : codesOf(mapped)[0]
  }
  t.equal(vat(0), 'none')
  t.equal(vat(0, { vat: { 0: '22' } }), '22')
  t.equal(vat(null), 'B24-301')
  t.equal(vat(99), 'B24-501')
  t.equal(vat('constructor'), 'B24-501')
  t.equal(vat(8), 'B24-502')
  const lines = [99, 99, 98].map((id) => ({ ...((sale()['items'] as PhpMap[])[0] as PhpMap), vat: id }))
  const unknown = map(sale({}, { items: lines, payments: [{ type: 'cash', sum: 600 }], total_sum: 600 }))
  t.strictSame(codesOf(unknown), ['B24-501', 'B24-501'], 'a record once, however many lines have it')
  t.equal(vat(8, {}, 'sellreturn'), 'B24-502')
  t.equal(vat(3), 'B24-503')
  t.equal(vat(3, {}, 'prepayment'), 'B24-503')
  t.equal(vat(3, { allowTwentyPercent: true }), '20')
  t.equal(vat(3, {}, 'sell', 2025), '20')
  t.equal(vat(3, {}, 'sellreturncash'), '20')
  t.equal(vat(3, {}, 'prepaymentreturn'), '20/120')
  t.equal(vat(4, {}, 'fullprepayment'), '10/110')
  t.equal(vat(2, {}, 'prepayment'), '0')
  t.equal(vat(0, {}, 'advancepayment'), '22/122')
  t.equal(vat(0, { advanceVat: 'none' }, 'advancereturn'), 'none')
  t.equal(vat(5, {}, 'advancepayment'), '5/105', 'a line that names its VAT keeps it')
  t.equal(vat(7, { repaymentVat: '20' }, 'creditpayment'), '20', 'the setting is the decision')
})

t.test('a rate unusual for the tax system is a remark', async (t) => {
  t.strictSame(warningsOf(map(sale({ vat: 5 }))), ['rateUnusual'])
  t.strictSame(warningsOf(map(sale({ vat: 5 }), {}, contextOf(2))), [])
  t.strictSame(warningsOf(map(sale({ vat: 7 }), {}, contextOf(2))), ['rateUnusual'])
  t.strictSame(warningsOf(map(sale({ vat: 0, payment_object: 'payment' }, { type: 'creditpayment' }))), [])
})

t.test('a line that is split keeps everything but its money', async (t) => {
  const item = { price: 14.29, quantity: 7, sum: 100, payment_object: 'payment' }
  const mapped = map(sale(item, { type: 'prepayment' }))
  t.strictSame(
    receiptOf(mapped).items.map(({ price, quantity, sum, ...rest }) => [price, quantity, sum, rest.name, rest.method]),
    [
      [1429n, 6000n, 8574n, 'Шнурки', 2],
      [1426n, 1000n, 1426n, 'Шнурки', 2],
    ],
  )
  t.strictSame(warningsOf(mapped), ['lineSplit'])
  t.strictSame(codesOf(map(sale({ price: 14.28, quantity: 7, sum: 100 }))), ['B24-403'])
})

t.test('sums that differ', async (t) => {
  t.strictSame(codesOf(map(sale({}, { total_sum: 201 }))), ['B24-402'])
  t.strictSame(codesOf(map(sale({}, { total_sum: 201, payments: [{ type: 'cash', sum: 201 }] }))), ['B24-402'])
  t.strictSame(codesOf(map(sale({}, { total_sum: 201, payments: [{ type: 'cash', sum: 202 }] }))), [
    'B24-401',
    'B24-402',
  ])
  t.strictSame(codesOf(map(sale({}, { payments: [{ type: 'cash', sum: 199.99 }] }))), ['B24-401'])
  t.strictSame(warningsOf(map(sale({ price: 0, sum: 0 }, { payments: [] }))), [], 'nothing to pay, no payments')
  t.strictSame(codesOf(map(sale({}, { payments: [] }))), ['B24-301'])
})

t.test('remarks that stop nothing', async (t) => {
  t.strictSame(warningsOf(map(sale({ payment_object: null }))), ['subjectAssumed'])
  t.strictSame(warningsOf(map(sale({}, { calculated_sign: 'consumption' }))), ['signDiffers'])
  const items = Array.from({ length: 201 }, () => ({ ...((sale()['items'] as PhpMap[])[0] as PhpMap) }))
  t.strictSame(warningsOf(map(sale({}, { items, payments: [{ type: 'cash', sum: 40200 }], total_sum: 40200 }))), [
    'manyItems',
  ])
})

t.test('marked goods', async (t) => {
  const shoes = samples.find((one) => one.case === 'sell-marked-shoes')
  const [first, second, laces] = receiptOf(mapBody(shoes?.form_body ?? '', receiptSettings, contextOf(1, '1.05'))).items
  t.equal(first?.subject, 33, 'what an older format calls it is the business of the driver')
  t.equal(
    hex(first?.marking?.productCode ?? new Uint8Array()),
    '44 4D 04 30 B2 97 CE 80 35 5A 27 6B 4C 6D 4E 38 28 71 32 52 74',
  )
  t.equal(
    hex(second?.marking?.productCode ?? new Uint8Array()),
    '44 4D 04 30 B2 97 CE 80 65 57 37 78 25 50 70 33 2B 59 61 2E 34',
  )
  t.notOk(laces?.marking)

  const marked = { payment_object: 'commodity_marking', quantity: 1, sum: 100 }
  const productCode = Uint8Array.from(Buffer.from('444d0430b297ce803541', 'hex'))
  t.strictSame(codesOf(map(sale({ ...marked, nomenclature_code: productCode }), {}, contextOf(1, '1.2'))), ['B24-601'])
  t.strictSame(codesOf(map(sale({ ...marked, nomenclature_code: productCode }), {}, contextOf(1, '1.05'))), [])
  for (const damaged of [
    'abc',
    '44 4D 04 30 B2 97 CE 80 35 41',
    Uint8Array.of(0x44, 0xef, 0xbf, 0xbd, 4, 5, 6, 7, 8),
  ]) {
    const codes = codesOf(map(sale({ ...marked, nomenclature_code: damaged }), {}, contextOf(1, '1.05')))
    t.strictSame(codes, ['B24-601'], 'bytes that are no code')
  }
  t.strictSame(codesOf(map(sale({ payment_object: 'commodity_marking', marking_code: 'x' }))), ['B24-602'])
  const prepaid = receiptOf(map(sale({ payment_object: 'payment', marking_code: 'x' }, { type: 'prepayment' })))
  t.notOk(prepaid.items[0]?.marking, 'a prepayment sells nothing yet')
})

t.test('suppliers', async (t) => {
  const agent = (supplier_info: PhpMap) => map(sale({ supplier_info }))
  t.strictSame(
    receiptOf(agent({ name: 'ООО «Ромашка»', inn: '7707083893', phones: ['8 495 123-45-67', 'нет'] })).items[0]?.agent,
    {
      sign: 64,
      supplierInn: '7707083893',
      supplierName: 'ООО «Ромашка»',
      supplierPhones: ['+74951234567'],
    },
  )
  t.strictSame(warningsOf(agent({ phones: ['нет'] })), ['supplierPhoneDropped'])
  t.equal(receiptOf(agent({ name: 'ИП Иванов' })).items[0]?.agent?.supplierInn, '000000000000')
  t.equal(receiptOf(agent({ inn: '7707 083893' })).items[0]?.agent?.supplierInn, '7707083893')
  t.equal(receiptOf(agent({ name: 'ИП Иванов', inn: '0' })).items[0]?.agent?.supplierInn, '000000000000')
  t.strictSame(codesOf(agent({ inn: '123' })), ['B24-603'])
  t.notOk(receiptOf(agent({})).items[0]?.agent)
})
