import t from 'tap'
import { hex } from '../../../../drivers/bytes.ts'
import { markingOf, productCodeOf } from '../../../../src/bitrix24/mapping/marking.ts'
import type { PrintItem } from '../../../../src/bitrix24/request/print-request.ts'
import { contextOf, mapBody, receiptSettings, sampleData } from '../samples.ts'

const code = "0104607201234560215Z'kLmN8(q2Rt\u001d91EE11\u001d92q9Xn"
const built = '44 4D 04 30 B2 97 CE 80 35 5A 27 6B 4C 6D 4E 38 28 71 32 52 74'
const marking = (item: Pick<PrintItem, 'markingCode' | 'productCode'>) => markingOf(item as PrintItem)
const productCode = (item: Pick<PrintItem, 'markingCode' | 'productCode'>): string | undefined => {
  const bytes = marking(item)?.productCode
  return bytes === undefined ? undefined : hex(bytes)
}

t.test('tag 1162 built from the scanned code', async (t) => {
  const bytes = productCodeOf(code)
  t.equal(bytes && hex(bytes), built)
  t.equal(productCodeOf(code.replaceAll('\u001d', ''))?.length, 21, 'without GS the serial is 13 characters')
  t.equal(productCodeOf(`010460720123456021${'s'.repeat(20)}\u001d93x`)?.length, 28)
  t.equal(productCodeOf(`010460720123456021${'s'.repeat(25)}\u001d93x`), undefined, 'longer than the tag')
  for (const other of [
    '',
    'x',
    '0104607201234560',
    '04607201234560215Z',
    '01046072012345xx215Z',
    '010460720123456021Фыва1234567яч',
  ]) {
    t.equal(productCodeOf(other), undefined, other)
  }
})

t.test('the bytes that were sent go first, unless they name other goods', async (t) => {
  const sent = '\x44\x4d\x04\x30\xb2\x97\xce\x80other serial'
  t.match(productCode({ markingCode: code, productCode: sent }), /^44 4D 04 30 B2 97 CE 80 6F/)
  t.equal(productCode({ markingCode: code, productCode: Buffer.from(sent, 'latin1').toString('utf8') }), built)
  t.equal(productCode({ markingCode: code, productCode: 'short' }), built)
  t.equal(productCode({ markingCode: undefined, productCode: 'x'.repeat(33) }), undefined)
  t.match(productCode({ markingCode: 'other form', productCode: sent }), /^44 4D/)
  t.equal(marking({ markingCode: undefined, productCode: undefined }), undefined)
})

t.test('bytes that JSON cannot carry are built anew', async (t) => {
  const body = JSON.stringify(sampleData('sell-marked-shoes'), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  )
  const mapped = mapBody(Buffer.from(body, 'utf8'), receiptSettings, contextOf(1, '1.05'))
  t.equal(mapped.ok && hex(mapped.receipt('').items[0]?.marking?.productCode ?? new Uint8Array()), built)
})
