/** What portals really send, from the body of the form to the document in the fiscal memory. */
import iconv from 'iconv-lite'
import t, { type Test } from 'tap'
import { buildForm, type PhpMap, type PhpValue } from '../src/bitrix24/php-form.ts'
import { Shop, type ShopOptions } from './shop.ts'

type Tags = Record<string, unknown> & { readonly '1059': readonly Record<string, unknown>[] }

let checks = 0
function order(item: PhpMap, more: PhpMap = {}): string {
  checks += 1
  const sum = 100 + checks
  const line = { name: 'Товар', price: sum, sum, quantity: 1, vat: 7, payment_object: 'commodity', ...item }
  return buildForm({
    type: 'sell',
    uuid: `check|shop.example.ru|${checks}`,
    items: [{ payment_method: 'full_payment', ...line }],
    payments: [{ type: 'cash', sum: (item['sum'] ?? sum) as PhpValue }],
    total_sum: (item['sum'] ?? sum) as PhpValue,
    client_email: 'buyer@example.ru',
    service_email: 'check@shop.example.ru',
    cashbox_params: {
      AUTH: { LOGIN: 'shop-bridge', PASSWORD: 'demo-secret-1' },
      COMPANY: { INN: '7707083893' },
      INTERACTION: { MODE: 'TEST' },
    },
    ...more,
  })
}

/** Tags of the document that a body becomes, or the codes of its refusal. */
async function printed(shop: Shop, body: string, charset?: string): Promise<Tags | string[]> {
  const answer = await shop.print(body, charset)
  if (Array.isArray(answer['ERRORS'])) return answer['ERRORS'].map((text) => String(text).slice(0, 7))
  const done = await shop.settled(answer['UUID'])
  return (await shop.document(done['FISCAL_DOC_NUMBER']))['tags'] as Tags
}
const open = (t: Test, options: Partial<ShopOptions> = {}): Promise<Shop> =>
  Shop.open(t, { cable: 'embedded', ...options })

t.test('texts', async (t) => {
  const shop = await open(t)
  const name = 'Сахар-песок, 1 кг'
  for (const charset of [undefined, '; charset=windows-1251']) {
    const body = order({ name: Uint8Array.from(iconv.encode(name, 'windows-1251')) })
    t.match(await printed(shop, body, charset), { '1059': [{ '1030': name }] })
  }
  const supplier_info = { name: 'АО &quot;Перевозчик&quot;', inn: '7708709686', phones: ['8 029 123-45-67'] }
  t.match(await printed(shop, order({ name: 'Труба 1/2&#039;&#039; &lt;чёрная&gt;<br>', supplier_info })), {
    '1059': [{ '1030': "Труба 1/2'' <чёрная>", '1224': { '1225': 'АО "Перевозчик"', '1171': '+375291234567' } }],
  })
})

t.test('method and payments', async (t) => {
  const shop = await open(t, { bitrix24: { paymentForms: { sbp: 'cashless', barter: 'other' } } })
  const five = { price: 500, sum: 500 }
  const paid = (...payments: readonly (readonly [type: string, sum: number])[]): PhpMap => ({
    payments: payments.map(([type, sum]) => ({ type, sum })),
  })
  t.match(await printed(shop, order(five, paid(['cash', 300], ['credit', 200]))), {
    '1031': '300.00',
    '1216': '200.00',
    '1059': [{ '1214': 5 }],
  })
  t.match(await printed(shop, order(five, paid(['credit', 500]))), { '1216': '500.00', '1059': [{ '1214': 6 }] })
  const unpaid = { type: 'credit', ...paid(['cash', 500]) }
  t.strictSame(await printed(shop, order({ ...five, payment_method: 'credit' }, unpaid)), ['B24-605'])
  t.match(await printed(shop, order(five, paid(['sbp', 450], ['barter', 50]))), {
    '1081': '450.00',
    '1217': '50.00',
    '1059': [{ '1214': 4 }],
  })
  t.strictSame(await printed(shop, order(five, paid(['certificate', 500]))), ['B24-315'])
})

t.test('contacts', async (t) => {
  const shop = await open(t, { bitrix24: { internet: { place: 'https://shop.example.ru' } } })
  const contact = (client_email: string, client_phone: string) =>
    printed(shop, order({}, { client_email, client_phone }))
  t.match(await contact('', '8 10 375 29 123-45-67'), { '1008': '+375291234567', '1125': 1 })
  t.match(await contact('ivan@example,ru', '+79123456789'), { '1008': '+79123456789' })
  t.match(await contact('ivan@exam ple.ru', ''), { '1008': 'check@shop.example.ru', '1125': 1 })
  t.match(await contact('', ''), { '1008': 'check@shop.example.ru' })
  const alarms = (await shop.get('/api/alarms')) as { alarms: { name: string }[] }
  t.ok(alarms.alarms.some(({ name }) => name === 'shop-contact'))
})

t.test('marking on FFD 1.05', async (t) => {
  const shop = await open(t, { ffd: '1.05' })
  const code = "0104607201234560215Z'kLmN8(q2Rt\u001d91EE11\u001d92q9Xn2v4W"
  for (const before of ['', ']d2', '\u001d', 'è']) {
    const item = { payment_object: 'commodity_marking', marking_code: before + code }
    t.match(await printed(shop, order(item)), { '1059': [{ '1162': '444D0430B297CE80355A276B4C6D4E382871325274' }] })
  }
  const misread = { payment_object: 'commodity_marking', marking_code: code.replace('4560215', '4561215') }
  t.strictSame(await printed(shop, order(misread)), ['B24-612'])
})
