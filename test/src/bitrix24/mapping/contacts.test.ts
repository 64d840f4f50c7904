import t from 'tap'
import { partiesOf } from '../../../../src/bitrix24/mapping/contacts.ts'
import { emailOf } from '../../../../src/bitrix24/mapping/email.ts'
import { measureOf } from '../../../../src/bitrix24/mapping/measures.ts'
import { phoneOf } from '../../../../src/bitrix24/mapping/phone.ts'
import { codeOf, type Problem } from '../../../../src/bitrix24/texts/problem.ts'
import type { Warning } from '../../../../src/bitrix24/texts/warnings.ts'
import { receiptSettings } from '../samples.ts'

t.test('phones', async (t) => {
  for (const [text, phone] of [
    ['+7 912 345-67-89', '+79123456789'],
    ['89161234567', '+79161234567'],
    ['8 (800) 555-35-35', '+78005553535'],
    ['9161234567', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['+8 916 123-45-67', '+79161234567'],
    ['+7-8-916-123-45-67', '+79161234567'],
    ['007 916 123 45 67', '+79161234567'],
    ['8 10 7 916 123-45-67', '+79161234567'],
    ['+375 29 123-45-67', '+375291234567'],
    ['375 29 123-45-67', '+375291234567'],
    ['8 10 375 29 123-45-67', '+375291234567'],
    ['+810 375 29 123-45-67', '+375291234567'],
    ['8 029 123-45-67', '+375291234567'],
    ['80291234567', '+375291234567'],
    ['+80 29 123-45-67', '+375291234567'],
    ['8 701 123-45-67', '+77011234567'],
    ['+998 90 123 45 67', '+998901234567'],
    ['998901234567', '+998901234567'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+49 30 123456', '+4930123456'],
    ['+81312345678', '+81312345678'],
    ['008613812345678', '+8613812345678'],
    ['+84951234567', '+84951234567'],
    ['84951234567, 89161234567', '+74951234567'],
    ['+7 495 123-45-67 доб. 12', '+74951234567'],
    ['тел. 8 495 123-45-67', '+74951234567'],
    ['tel:+79161234567', '+79161234567'],
    ['+8 495 123-45-67', '+74951234567'],
    ['+9161234567', '+79161234567'],
    ['+3725123456', '+3725123456'],
    ['8 495 123-45-67 #12', '+74951234567'],
    ['\u202a+7 916 123‑45‑67\u202c', '+79161234567'],
    ['９１６１２３４５６７', '+79161234567'],
    ['нет\n9161234567', '+79161234567'],
    ['(0)9161234567', undefined],
    ['81312345678', undefined],
    ['1234567', undefined],
    ['8 912 345-67-8', undefined],
    ['79 123 456 78', undefined],
    ['8 912 345-67-890', undefined],
    ['+7 912 345-67-8', undefined],
    ['+7 000 000-00-00', undefined],
    ['8 10 29 123-45-67', undefined],
    ['Иван 89161234567', undefined],
    ['Иван 375291234567', undefined],
    ['89161234567 после шести', undefined],
    ['8 495 123-45-67/68', undefined],
    ['89161234567, спросить Ивана', undefined],
    ['8916123456O', undefined],
    ['1234567890123456', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    t.equal(phoneOf(text, 'RU'), phone, String(text))
  }
  t.equal(phoneOf('8 029 123-45-67', 'BY'), '+375291234567')
  t.equal(phoneOf('29 123-45-67', 'BY'), '+375291234567')
  t.equal(phoneOf('8 701 123 45 67', 'KZ'), '+77011234567')
  t.equal(phoneOf('89161234567', 'BY'), undefined, 'not a number of this country')
})

t.test('e-mails', async (t) => {
  for (const [text, email] of [
    [' ivanov@example.ru ', 'ivanov@example.ru'],
    ['иванов@почта.рф', 'иванов@почта.рф'],
    ['ivanov@xn--80a1acny.xn--p1ai', 'ivanov@xn--80a1acny.xn--p1ai'],
    ['ivanov@example.ru\u200b', 'ivanov@example.ru'],
    ['a@b.ru; c@d.ru', 'a@b.ru'],
    ['a@b.ru,', 'a@b.ru'],
    ['нет\na@b.ru', 'a@b.ru'],
    ['Иван Иванов <ivan@example.ru>', 'ivan@example.ru'],
    ['mailto:ivan@example.ru', 'ivan@example.ru'],
    ["o'neil+shop@sub.example.co.uk", "o'neil+shop@sub.example.co.uk"],
    ...[
      'ivan@example,ru',
      'ivan@exam ple.ru',
      'ivan@example.ru,com',
      'ivan petrov@example.ru',
      'ivan@example.ru или 89161234567',
      'нет, a@b.ru; c@d.ru',
      'a@b.ru <c@d.ru>',
      'ivan@example',
      'ivan@localhost',
      'ivan@example.r',
      'ivan@192.168.0.1',
      'ivan@example..ru',
      'ivan@.example.ru',
      'ivan@example.ru.',
      'ivan@-example.ru',
      'ivan@exam_ple.ru',
      'ivan.@example.ru',
      '.ivan@example.ru',
      'ivan..p@example.ru',
      'ivan@@example.ru',
      '',
      'ivanov',
      'a@',
      '@b',
      'a@b@c.ru',
      'zoë@example.com',
      `${'a'.repeat(60)}@b.ru`,
    ].map((one) => [one, undefined] as const),
    [undefined, undefined],
  ] as const) {
    t.equal(emailOf(text), email, String(text))
  }
})

const shop = 'check@b.ru'
/** Buyer and sender, then codes and warnings. */
function parties(sent: Partial<Record<'clientEmail' | 'clientPhone' | 'serviceEmail', string>>, settings = {}) {
  const problems: Problem[] = []
  const warnings: Warning[] = []
  const request = {
    clientEmail: undefined,
    clientPhone: undefined,
    serviceEmail: shop,
    unreadableContacts: [],
    ...sent,
  }
  const { buyer, sender } = partiesOf(request, { ...receiptSettings, ...settings }, { problems, warnings })
  return [buyer, sender, ...problems.map(codeOf), ...warnings.map(({ key, place }) => `${key} ${place?.field ?? ''}`)]
}

t.test('which contact is the buyer', async (t) => {
  const both = { clientEmail: 'a@b.ru', clientPhone: '9161234567' }
  const phoneFirst = { buyerContact: 'phone' }
  t.strictSame(parties(both), ['a@b.ru', shop])
  t.strictSame(parties(both, phoneFirst), ['+79161234567', undefined])
  t.strictSame(
    parties({ ...both, clientEmail: 'Check@b.ru' }),
    ['+79161234567', undefined],
    "the shop's own address is not the buyer's",
  )
  t.strictSame(
    parties({ clientEmail: shop, clientPhone: 'нет' }, phoneFirst),
    [shop, shop, 'contactDropped client_phone'],
    'unless it is all there is',
  )
  t.strictSame(parties({ clientEmail: 'a@b.ru' }, phoneFirst), ['a@b.ru', shop])
  t.strictSame(parties({}), [undefined, undefined])
  t.strictSame(
    parties({ clientEmail: 'ivan@example,ru', clientPhone: '+79123456789' }),
    ['+79123456789', undefined, 'contactDropped client_email'],
    'a mangled one gives way to the other',
  )
})

t.test('a settlement on the Internet has a contact or is refused', async (t) => {
  const place = 'https://shop.example.ru'
  const rubbish = { clientEmail: 'ivan@example,ru' }
  const warned = 'contactDropped client_email'
  t.strictSame(parties(rubbish, { internet: { place } }), [shop, shop, warned, 'shopContact '])
  t.strictSame(parties({}, { internet: { place } }), [shop, shop, 'shopContact '])
  t.strictSame(parties({ clientEmail: shop }, { internet: { place } }), [shop, shop, 'shopContact '])
  t.strictSame(parties({ ...rubbish, serviceEmail: 'нет' }, { internet: { place } }), [
    undefined,
    undefined,
    'B24-610',
    warned,
  ])
  const strict = { internet: { place, withoutContact: 'refuse' } }
  t.strictSame(parties(rubbish, strict), [undefined, undefined, 'B24-610', warned])
  t.strictSame(parties({ clientEmail: shop }, strict), [undefined, undefined, 'B24-610'])
  t.strictSame(parties({ clientPhone: '9161234567' }, strict), ['+79161234567', undefined])
  const electronic = { internet: { place }, electronicOnly: true }
  t.strictSame(parties(rubbish, electronic), [undefined, undefined, 'B24-604', warned], 'no paper either')
  t.strictSame(parties({ clientEmail: shop }, electronic), [shop, shop, 'shopContact '])
})

t.test('measures', async (t) => {
  t.equal(measureOf(undefined), 0)
  t.equal(measureOf('796'), 0)
  t.equal(measureOf('0166'), 11)
  t.equal(measureOf('6'), 22)
  t.equal(measureOf('2554'), 83)
  t.equal(measureOf('778'), 255)
  t.equal(measureOf('шт'), 255)
  t.equal(measureOf('99999'), 255)
})
