import t from 'tap'
import { decodeReply, encodeRequest } from '../../../../drivers/atol/commands/command.ts'
import {
  cashierName,
  decodeTableValue,
  encodeTableValue,
  numberInShop,
  tableFields,
  tableWrite,
  taxName,
  taxRate,
  taxTag,
} from '../../../../drivers/atol/commands/table-fields.ts'
import { fromHex, hex, LayoutError } from '../../../../drivers/bytes.ts'

t.test('a row of the taxes', async (t) => {
  t.equal(hex(encodeRequest(taxName, { row: 1 })), '46 0D 00 01 01')
  t.equal(hex(encodeRequest(taxTag, { row: 258 })), '46 0D 01 02 03')
  t.equal(decodeTableValue(taxRate, fromHex('20 00')), 2000)
  t.equal(decodeTableValue(taxTag, fromHex('04 4E')), 1102)
  t.equal(decodeReply(taxTag, fromHex('55 00 04 5B')).values?.value, 1115)
})

t.test('texts are read in the internal set and written in the external one', async (t) => {
  const read = encodeTableValue(taxName, 'НДС 22%')
  t.equal(read.length, 64)
  t.equal(hex(read.subarray(0, 8)), '0D 04 11 20 32 32 25 20')
  t.equal(decodeTableValue(taxName, read), 'НДС 22%')
  t.equal(decodeTableValue(taxName, fromHex('0D 04 11')), 'НДС', 'a firmware with shorter fields')
  const write = tableWrite(cashierName, 1, 'Иванова')
  t.match(write, { table: 3, row: 1, field: 2 })
  t.equal(hex(write.value.subarray(0, 8)), '88 A2 A0 AD AE A2 A0 20')
  t.throws(() => tableWrite(cashierName, 1, 'Ж'.repeat(65)), LayoutError)
})

t.test('numbers', async (t) => {
  t.equal(decodeTableValue(numberInShop, fromHex('07')), 7)
  t.throws(() => decodeTableValue(numberInShop, fromHex('07 00')), LayoutError)
  t.throws(() => decodeTableValue(numberInShop, fromHex('')), LayoutError)
})

t.test('no field stands twice', async (t) => {
  t.equal(new Set(tableFields.map(({ table, number }) => `${table}/${number}`)).size, tableFields.length)
})
