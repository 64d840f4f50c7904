import t from 'tap'
import { readVatTable, type VatRow } from '../../../drivers/atol/vat-table.ts'
import type { VatRate } from '../../../drivers/ffd/vat.ts'
import { vatRates } from '../../../drivers/ffd/vat.ts'

const row = (index: number, name: string, rate: number, tag: number): VatRow => ({ index, name, rate, tag })
const older = [
  row(1, 'НДС 20%', 2000, 1102),
  row(2, 'НДС 10%', 1000, 1103),
  row(3, 'НДС 20/120', 2000, 1106),
  row(4, 'НДС 10/110', 1000, 1107),
  row(5, 'НДС 0%', 0, 1104),
  row(6, 'Без НДС', 0, 1105),
]
const newer = [
  row(7, 'НДС 5%', 500, 1115),
  row(8, 'НДС 7%', 700, 1115),
  row(9, 'НДС 5/105', 500, 1115),
  row(10, 'НДС 7/107', 700, 1115),
  row(11, 'НДС 22%', 2200, 1115),
  row(12, 'НДС 22/122', 2200, 1115),
]
const all = Object.keys(vatRates) as VatRate[]

t.test('every rate of a full table, in any order of rows', async (t) => {
  const names: Record<VatRate, number> = {
    '20': 1,
    '10': 2,
    '20/120': 3,
    '10/110': 4,
    '0': 5,
    none: 6,
    '5': 7,
    '7': 8,
    '5/105': 9,
    '7/107': 10,
    '22': 11,
    '22/122': 12,
  }
  for (const rows of [[...older, ...newer], [...newer, ...older].toReversed()]) {
    const table = readVatTable(rows)
    t.same(table.rates.toSorted(), all.toSorted())
    for (const rate of all) t.same(table.indexOf(rate), { index: names[rate] }, rate)
  }
})

t.test('the tag of a rate is that of its row', async (t) => {
  for (const rate of all) {
    const found = [...older, ...newer].find(
      ({ index }) => index === readVatTable([...older, ...newer]).indexOf(rate).index,
    )
    t.equal(found?.tag, vatRates[rate].totalTag, rate)
  }
})

t.test('a missing row leaves its rate without an index', async (t) => {
  const table = readVatTable(older)
  t.equal(table.indexOf('22').index, undefined)
  t.match(table.indexOf('22').reason, /no VAT rate 22$/)
  t.match(table.indexOf('22/122').reason, /22\/122$/)
  t.same(table.rates, ['0', '10', '20', 'none', '20/120', '10/110'])
  t.same(readVatTable([]).rates, [])
})

t.test('an ambiguous row refuses', async (t) => {
  const twice = readVatTable([...older, ...newer, row(13, 'НДС 22 %', 2200, 1115)])
  t.equal(twice.indexOf('22').index, undefined)
  t.match(twice.indexOf('22').reason, /11, 13/)
  t.same(twice.indexOf('22/122'), { index: 12 })
  t.match(readVatTable([...older, row(7, 'НДС 20%', 2000, 1102)]).indexOf('20').reason, /1, 7/)
})

t.test('1115 is never guessed: name and rate must agree', async (t) => {
  const wrong = [row(7, 'НДС 22%', 2000, 1115), row(8, 'НАЛОГ', 2200, 1115), row(9, 'НДС 22/120', 2200, 1115)]
  t.same(readVatTable(wrong).rates, [])
  t.same(readVatTable([row(7, 'РАСЧ. НДС 22 / 122', 1803, 1115), row(8, 'НДС 22', 2200, 1115)]).rates, ['22', '22/122'])
})

t.test('18 % of older firmware is none of our rates', async (t) => {
  const table = readVatTable([
    row(1, 'НДС 0%', 0, 1104),
    row(2, 'НДС 10%', 1000, 1103),
    row(3, 'НДС 18%', 1800, 1102),
    row(4, 'БЕЗ НДС', 0, 1105),
    row(5, 'НДС 10/110', 1000, 1107),
    row(6, 'НДС 18/118', 1800, 1106),
  ])
  t.same(table.rates, ['0', '10', 'none', '10/110'])
  t.equal(table.indexOf('20').index, undefined)
  t.equal(table.indexOf('20/120').index, undefined)
})
