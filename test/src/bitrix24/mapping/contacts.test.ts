import t from 'tap'
import { buyerOf, emailOf, phoneOf } from '../../../../src/bitrix24/mapping/contacts.ts'
import { measureOf } from '../../../../src/bitrix24/mapping/measures.ts'

t.test('phones', async (t) => {
  for (const [text, phone] of [
    ['+7 912 345-67-89', '+79123456789'],
    ['89161234567', '+79161234567'],
    ['8 (800) 555-35-35', '+78005553535'],
    ['9161234567', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['+8 916 123-45-67', '+79161234567'],
    ['007 916 123 45 67', '+79161234567'],
    ['+375 29 123-45-67', '+375291234567'],
    ['+49 30 123456', '+4930123456'],
    ['81312345678', '+81312345678'],
    ['84951234567, 89161234567', '+74951234567'],
    ['+7 495 123-45-67 доб. 12', '+74951234567'],
    ['тел. 8 495 123-45-67', '+74951234567'],
    ['+8 495 123-45-67', '+74951234567'],
    ['+9161234567', '+79161234567'],
    ['+3725123456', '+3725123456'],
    ['8 495 123-45-67 #12', '+74951234567'],
    ['+7-8-916-123-45-67', undefined],
    ['(0)9161234567', undefined],
    ['1234567', undefined],
    ['1234567890123456', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    t.equal(phoneOf(text), phone, String(text))
  }
})

t.test('e-mails', async (t) => {
  t.equal(emailOf(' ivanov@example.ru '), 'ivanov@example.ru')
  t.equal(emailOf('иванов@почта.рф'), 'иванов@почта.рф')
  t.equal(emailOf('ivanov@example.ru\u200b'), 'ivanov@example.ru', 'pasted with what nobody sees')
  t.equal(emailOf('нет, a@b.ru; c@d.ru'), 'a@b.ru', 'the first of several')
  t.equal(emailOf('Иван Иванов <ivan@example.ru>'), 'ivan@example.ru')
  t.equal(emailOf("o'neil+shop@sub.example.co.uk"), "o'neil+shop@sub.example.co.uk")
  for (const text of [undefined, '', 'ivanov', 'a@', '@b', 'a@b@c', 'zoë@example.com', `${'a'.repeat(60)}@b.ru`]) {
    t.equal(emailOf(text), undefined, String(text))
  }
})

t.test('which contact is the buyer', async (t) => {
  const both = { email: 'a@b.ru', phone: '9161234567', serviceEmail: 'check@b.ru' }
  t.equal(buyerOf(both, 'email'), 'a@b.ru')
  t.equal(buyerOf(both, 'phone'), '+79161234567')
  t.equal(
    buyerOf({ ...both, email: 'Check@b.ru' }, 'email'),
    '+79161234567',
    "the shop's own address is not the buyer's",
  )
  t.equal(buyerOf({ ...both, email: 'check@b.ru', phone: 'нет' }, 'phone'), 'check@b.ru', 'unless it is all there is')
  t.equal(buyerOf({ ...both, phone: undefined }, 'phone'), 'a@b.ru')
  t.equal(buyerOf({ email: undefined, phone: undefined, serviceEmail: 'check@b.ru' }, 'email'), undefined)
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
