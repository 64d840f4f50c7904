import t from 'tap'
import { type Codec, writeFields } from '../../../../drivers/atol/commands/codec.ts'
import { receiptTypes, settlementOfType } from '../../../../drivers/atol/commands/receipt.ts'
import { Writer } from '../../../../drivers/bytes.ts'

t.test('wire types of receipts and signs of settlement', (t) => {
  for (const [name, type] of Object.entries(receiptTypes)) t.equal(settlementOfType(type), name)
  t.equal(settlementOfType(0), undefined)
  t.end()
})

t.test('a mistake of the program is not taken for a value that does not fit', (t) => {
  const broken: Codec<number> = {
    read: () => 0,
    write() {
      throw new TypeError('a mistake')
    },
  }
  t.throws(() => writeFields({ broken }, { broken: 1 }, new Writer()), { name: 'TypeError', message: 'a mistake' })
  t.end()
})
