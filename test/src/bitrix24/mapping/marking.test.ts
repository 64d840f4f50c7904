import t from 'tap'
import { hex } from '../../../../drivers/bytes.ts'
import type { FfdVersion } from '../../../../drivers/ffd/receipt.ts'
import { markingOf } from '../../../../src/bitrix24/mapping/marking.ts'
import { hasCheckDigit } from '../../../../src/bitrix24/mapping/scanned-code.ts'
import { readBody } from '../../../../src/bitrix24/request/body.ts'
import { toPrintRequest } from '../../../../src/bitrix24/request/print-request.ts'
import { codeOf, problemText } from '../../../../src/bitrix24/texts/problem.ts'
import { buildForm, type PhpMap } from '../php-form.ts'
import { contextOf, mapBody, receiptSettings, sampleData } from '../samples.ts'

const gtin = '04607201234560'
const tail = '\u001d91EE11\u001d92q9Xn2v4Wm0LzqYc8Jk1RbTs5Hd7GfUoP3iEaZxVwBNE='
const code = `01${gtin}215Z'kLmN8(q2Rt${tail}`
const head = '44 4D 04 30 B2 97 CE 80'
const built = `${head} 35 5A 27 6B 4C 6D 4E 38 28 71 32 52 74`
/** What Bitrix24 makes of a scanned code, by places. */
function cutByBitrix(scanned: string): string {
  const bytes = Buffer.alloc(8)
  bytes.write('DM', 'latin1')
  bytes.writeUIntBE(Number(scanned.slice(2, 16)) || 0, 2, 6)
  return bytes.toString('latin1') + scanned.slice(18, 31)
}
const place = { kind: 'item', number: 1, field: 'marking_code' } as const

/** 1162 as hex, or the code of the refusal. */
function productCode(markingCode: string | undefined, sent?: string, ffd: FfdVersion | undefined = '1.05') {
  const marking = markingOf({ markingCode, productCode: sent }, place, ffd)
  if (marking === undefined) return undefined
  return 'key' in marking ? codeOf(marking) : marking.productCode && hex(marking.productCode)
}

t.test('tag 1162 is built from the scanned code, whatever a scanner puts in front', async (t) => {
  for (const before of [
    '',
    ']d2',
    ']C1',
    ']Q3',
    '\u001d',
    '\u001d\u001d',
    '\u00e8',
    'и',
    ']d2\u001d',
    ' ',
    '\u001d]d2',
  ]) {
    const scanned = `${before}${code}`
    t.equal(productCode(scanned, cutByBitrix(scanned)), built, JSON.stringify(before))
    t.equal(productCode(scanned), built, `${JSON.stringify(before)} alone`)
    const marking = markingOf({ markingCode: `${scanned}\r\n`, productCode: undefined }, place, '1.2')
    t.match(marking, { code }, 'FFD 1.2 gets the bare code, separators and all')
  }
})

t.test('the serial', async (t) => {
  const bare = code.replaceAll('\u001d', '')
  t.equal(productCode(bare), built, 'without GS the serial is 13 characters')
  const twenty = `01${gtin}21abcdefghijklmnopqrst`
  const sent = `DM${Buffer.from('0430b297ce80', 'hex').toString('latin1')}abcdefghijklmnopqrst`
  t.equal(productCode(`${twenty}91xx`, sent)?.length, 28 * 3 - 1, 'Bitrix24 knows a group of twenty')
  t.equal(productCode(`${twenty}\u001d93x`)?.length, 28 * 3 - 1)
  const six = `01${gtin}21ABCDEF\u001d93AbCd`
  t.equal(productCode(six, cutByBitrix(six)), `${head} 41 42 43 44 45 46`, 'no check value in it')
  t.equal(productCode(undefined, cutByBitrix(six)), `${head} 41 42 43 44 45 46`)
  t.equal(productCode(`01${gtin}21ABCDEF93AbCd`), `${head} 41 42 43 44 45 46`)
  t.equal(productCode(`01${gtin}21${'s'.repeat(25)}\u001d93x`), 'B24-611', 'longer than the tag')
  t.equal(productCode(`(01)${gtin}(21)5Z'kLmN8(q2Rt(91)EE11(92)q9Xn`), built, 'as people write it')
})

t.test('a code that cannot be right is refused, and told what is wrong', async (t) => {
  t.equal(productCode(`01${gtin.slice(0, -1)}121abc${tail}`), 'B24-612', 'check digit')
  t.equal(productCode(undefined, cutByBitrix(`]d2${code}`)), 'B24-612', 'of the bytes, too')
  for (const other of ['x', `01${gtin}`, `${gtin}215Z`, '01046072012345xx215Z', `01${gtin}21Фыва1234567яч`]) {
    t.equal(productCode(other), 'B24-611', other)
    t.equal(productCode(other, cutByBitrix(other)), 'B24-611', `${other}, with what Bitrix24 cuts out of it`)
    t.equal(productCode(other, undefined, '1.2'), undefined, 'a register of FFD 1.2 takes codes of any form')
  }
  const other = cutByBitrix('0104607009780412215Z')
  t.ok(hasCheckDigit('04607009780412'))
  t.equal(productCode(code, other), 'B24-613', 'two goods')
  t.equal(productCode(code, `${cutByBitrix(code).slice(0, 8)}other serial`), 'B24-613', 'two pieces')
  const refused = markingOf({ markingCode: '01046ы', productCode: undefined }, place, '1.05')
  t.match(
    refused && 'key' in refused && problemText(refused, 'ru'),
    /^B24-611 Товар 1, код маркировки .*«01046ы».*заново/,
  )
})

t.test('bytes that were taken for text on their way are no product code', async (t) => {
  const sent = cutByBitrix(code)
  t.equal(productCode(code, Buffer.from(sent, 'latin1').toString('utf8')), built)
  t.equal(productCode(code, Buffer.from(sent, 'utf8').toString('latin1')), built)
  t.equal(productCode(code, 'short'), built)
  t.equal(productCode(undefined, 'x'.repeat(33)), undefined)
  t.equal(productCode(undefined, undefined), undefined)
  const pack = `${gtin}abcdefgAAAAbbbb`
  t.equal(productCode(pack, `${sent.slice(0, 8)}abcdefg`), `${head} 61 62 63 64 65 66 67`, 'a pack of tobacco')
  t.equal(productCode(pack, cutByBitrix(pack)), 'B24-611', 'but not cut as if it were another code')
})

t.test('bytes that JSON cannot carry are built anew', async (t) => {
  const body = JSON.stringify(sampleData('sell-marked-shoes'), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  )
  const mapped = mapBody(Buffer.from(body, 'utf8'), receiptSettings, contextOf(1, '1.05'))
  t.equal(mapped.ok && hex(mapped.receipt('').items[0]?.marking?.productCode ?? new Uint8Array()), built)
})

t.test('E8h in front is a byte of its own in a form', async (t) => {
  const data = sampleData('sell-marked-shoes')
  const [first] = data['items'] as PhpMap[]
  const marking_code = Buffer.concat([Buffer.of(0xe8), Buffer.from(code)])
  const body = readBody(Buffer.from(buildForm({ ...data, items: [{ ...first, marking_code }] })))
  const request = body.ok ? toPrintRequest(body.fields) : undefined
  const item = request?.ok === true ? request.value.items[0] : undefined
  t.equal(productCode(item?.markingCode), built)
})
