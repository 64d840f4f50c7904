import t from 'tap'
import { receiptTypes } from '../../../drivers/atol/commands/receipt.ts'
import {
  documentCodes,
  documentTitles,
  ffdCodes,
  ffdOfCode,
  methodNames,
  paymentForms,
  settlementCodes,
  settlementNames,
  settlementOfCode,
  taxSystemNames,
  taxSystemsOf,
} from '../../../drivers/ffd/codes.ts'
import type { FfdVersion, Settlement } from '../../../drivers/ffd/receipt.ts'
import { tagTypes } from '../../../drivers/ffd/tags.ts'

t.test('signs of settlement: 1 2 3 4 in tag 1054, 1 2 4 5 on the wire', async (t) => {
  const settlements = Object.keys(settlementCodes) as Settlement[]
  t.same(
    settlements.map((one) => settlementCodes[one]),
    [1, 2, 3, 4],
  )
  t.same(
    settlements.map((one) => receiptTypes[one]),
    [1, 2, 4, 5],
  )
  for (const one of settlements) {
    t.equal(settlementOfCode(settlementCodes[one]), one)
    t.ok(settlementNames[one])
  }
  t.equal(settlementOfCode(5), undefined)
})

t.test('versions', async (t) => {
  for (const version of Object.keys(ffdCodes) as FfdVersion[]) t.equal(ffdOfCode(ffdCodes[version]), version)
  t.equal(ffdOfCode(1), undefined)
})

t.test('payments', async (t) => {
  const forms = Object.values(paymentForms)
  t.same(
    forms.map(({ form }) => form),
    [1, 2, 3, 4, 5],
  )
  t.same(
    forms.map(({ tag }) => tag),
    [1031, 1081, 1215, 1216, 1217],
  )
  for (const { tag } of forms) t.equal(tagTypes[tag], 'money')
})

t.test('tax systems and names', async (t) => {
  t.same(taxSystemsOf(0b100011), [1, 2, 32])
  t.same(taxSystemsOf(0), [])
  t.equal(Object.keys(taxSystemNames).length, 6)
  t.equal(Object.keys(methodNames).length, 7)
  for (const code of Object.values(documentCodes)) t.ok(documentTitles[code], `${code}`)
})
