import t from 'tap'
import { accepted, done, failed, refused, unknownKind, waiting } from '../../../../src/bitrix24/texts/answers.ts'
import { messages } from '../../../../src/bitrix24/texts/messages.ts'
import { codeOf, problem, problemText } from '../../../../src/bitrix24/texts/problem.ts'

t.test('answers as Bitrix24 reads them', async (t) => {
  t.strictSame(accepted('abc'), { UUID: 'abc' })
  t.strictSame(waiting, { STATUS: 'WAIT' })
  t.strictSame(failed('Касса отказала'), { STATUS: 'ERROR', ERROR: 'Касса отказала' })
  const body = problem('bodyEmpty', {})
  t.strictSame(unknownKind(body, 'en'), { STATUS: 'WAIT', ERRORS: [problemText(body, 'en')] })
  t.strictSame(refused([body, problem('loginWrong', {})], 'ru').ERRORS.length, 2)
  const document = {
    fn: '9999078900012345',
    number: 123,
    sign: '0033445500',
    registrationNumber: '0001112223330000',
    shift: 12,
    receiptNumber: 10,
    at: 1609452000,
  }
  t.strictSame(done('abc', document), {
    STATUS: 'DONE',
    UUID: 'abc',
    REG_NUMBER_KKT: '0001112223330000',
    FISCAL_DOC_ATTR: '0033445500',
    FISCAL_DOC_NUMBER: 123,
    FISCAL_RECEIPT_NUMBER: 10,
    FN_NUMBER: '9999078900012345',
    SHIFT_NUMBER: 12,
    PRINT_END_TIME: 1609452000,
  })
})

t.test('texts', async (t) => {
  const place = { kind: 'item', number: 2, name: 'Шнурки', field: 'vat' } as const
  t.match(
    problemText(problem('vatUnknown', { place, id: '99' }), 'ru'),
    /^B24-501 Товар 2 «Шнурки», НДС \(vat\): .*99\. Чек не зарегистрирован\./,
  )
  t.match(problemText(problem('vatUnknown', { place, id: '99' }), 'en'), /^B24-501 Item 2 "Шнурки", VAT \(vat\): /)
  const payment = { kind: 'payment', number: 1, field: 'type' } as const
  t.match(
    problemText(problem('fieldMissing', { place: payment }), 'en'),
    /^B24-301 Payment 1, form of payment \(type\): /,
  )
  t.match(
    problemText(problem('modeUnknown', { mode: '{place}$&' }), 'en'),
    'Mode "{place}$&" in',
    'values are no templates',
  )
})

t.test('the catalogue', async (t) => {
  const codes = Object.values(messages).map(({ code }) => code)
  t.equal(new Set(codes).size, codes.length, 'a code each')
  t.strictSame(codes, codes.toSorted(), 'in order')
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort()
  for (const [key, { code, ru, en }] of Object.entries(messages)) {
    t.strictSame(holes(ru), holes(en), key)
    t.match(ru, /Чек не зарегистрирован|По этому запросу ничего не пробито|Исход неизвестен/, key)
    t.match(en, /Nothing was registered|This request registered nothing|Outcome unknown/, key)
    t.match(code, /^B24-\d{3}$/)
  }
  t.equal(codeOf(problem('loginWrong', {})), 'B24-203')
})
