import t from 'tap'
import { decodeReply, encodeRequest } from '../../../../drivers/atol/commands/command.ts'
import {
  cashierName,
  encodeTableValue,
  numberInShop,
  type TableField,
  tableFields,
  taxName,
  taxRate,
  taxTag,
} from '../../../../drivers/atol/commands/table-fields.ts'
import { fromHex, hex, LayoutError } from '../../../../drivers/bytes.ts'

/** The value that the register's reply carries. */
const told = (field: TableField<unknown>, hexBytes: string): unknown =>
  decodeReply(field, fromHex(`55 00 ${hexBytes}`)).values?.value

t.test('a row of the taxes', async (t) => {
  t.equal(hex(encodeRequest(taxName, { row: 1 })), '46 0D 00 01 01')
  t.equal(hex(encodeRequest(taxTag, { row: 258 })), '46 0D 01 02 03')
  t.equal(told(taxRate, '20 00'), 2000)
  t.equal(told(taxTag, '04 4E'), 1102)
  t.equal(told(taxTag, '04 5B'), 1115)
})

t.test('texts are read in the internal set', async (t) => {
  const read = encodeTableValue(taxName, 'НДС 22%')
  t.equal(read.length, 64)
  t.equal(hex(read.subarray(0, 8)), '0D 04 11 20 32 32 25 20')
  t.equal(told(taxName, hex(read)), 'НДС 22%')
  t.equal(told(taxName, '0D 04 11'), 'НДС', 'a firmware with shorter fields')
  t.throws(() => encodeTableValue(cashierName, 'Ж'.repeat(65)), LayoutError)
})

t.test('numbers', async (t) => {
  t.equal(told(numberInShop, '07'), 7)
  t.throws(() => told(numberInShop, '07 00'), LayoutError)
  t.throws(() => told(numberInShop, ''), LayoutError)
})

t.test('no field stands twice', async (t) => {
  t.equal(new Set(tableFields.map(({ table, number }) => `${table}/${number}`)).size, tableFields.length)
})
