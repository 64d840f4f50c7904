import { measureNames, methodNames, subjectNames } from '../ffd/codes.ts'
import { amountOf, nestedOf, numberOf, type Tags, textOf, valuesOf } from '../ffd/tags.ts'
import { vatRateOfCode, vatRates } from '../ffd/vat.ts'
import { formatKopecks, formatQuantity, kopecks, quantity } from '../money.ts'
import { pair, rightAligned, wrap } from './layout.ts'

/** Result of a marking check (2106) -> mark before the name (fiscal-data 6.3); anything else is a failed check. */
const markingMarks: Readonly<Record<number, string>> = { 15: '[M+]', 11: '[M+]', 3: '[M]', 0: '[M]' }

/** Agent sign of an item (1222), by bit. */
const agentNames: readonly (readonly [number, string])[] = [
  [1, 'БАНК. ПЛ. АГЕНТ'],
  [2, 'БАНК. ПЛ. СУБАГЕНТ'],
  [4, 'ПЛ. АГЕНТ'],
  [8, 'ПЛ. СУБАГЕНТ'],
  [16, 'ПОВЕРЕННЫЙ'],
  [32, 'КОМИССИОНЕР'],
  [64, 'АГЕНТ'],
]

export const money = (value: bigint): string => `=${formatKopecks(kopecks(value))}`

function marking(item: Tags): string {
  const result = numberOf(item, 2106)
  if (result !== undefined) return `${markingMarks[result] ?? '[M-]'} `
  return valuesOf(item, 1162).length > 0 || valuesOf(item, 2000).length > 0 ? '[M] ' : ''
}

function vatLines(item: Tags, columns: number): string[] {
  const rate = vatRateOfCode(numberOf(item, 1199) ?? 0)
  if (rate === undefined) return []
  const { label } = vatRates[rate]
  const vat = amountOf(item, 1200)
  return vat === undefined || vat === 0n ? [label] : pair(`В т.ч. ${label}`, money(vat), columns)
}

function agentLines(item: Tags, columns: number): string[] {
  const sign = numberOf(item, 1222) ?? 0
  const inn = textOf(item, 1226)
  const supplier = nestedOf(item, 1224).flat()
  const name = textOf(supplier, 1225)
  return [
    ...agentNames.filter(([bit]) => (sign & bit) !== 0).map(([, text]) => text),
    ...(name === undefined ? [] : pair('ПОСТАВЩИК:', name, columns)),
    ...(inn === undefined ? [] : pair('ИНН ПОСТАВЩИКА:', inn.trim(), columns)),
    ...valuesOf(supplier, 1171).flatMap((phone) => pair('ТЕЛ. ПОСТАВЩИКА:', String(phone), columns)),
  ]
}

/** One line of a receipt (1059): name, price, VAT, what and how, agent. */
export function itemLines(item: Tags, position: number, columns: number): string[] {
  const measure = numberOf(item, 2108) ?? 0
  const unit = textOf(item, 1197) ?? measureNames[measure] ?? ''
  const amount = [formatQuantity(quantity(amountOf(item, 1023) ?? 0n)), unit].filter((part) => part !== '').join(' ')
  const price = formatKopecks(kopecks(amountOf(item, 1079) ?? 0n))
  const subject = numberOf(item, 1212)
  const method = numberOf(item, 1214)
  const subjectName = subject === undefined ? '' : (subjectNames[subject] ?? subject.toString())
  const more = textOf(item, 1191)
  return [
    ...wrap(`${position}. ${marking(item)}${textOf(item, 1030) ?? ''}`, columns),
    ...priced(`${amount} x ${price}`, money(amountOf(item, 1043) ?? 0n), columns),
    ...vatLines(item, columns),
    ...pair(subjectName, method === undefined ? '' : (methodNames[method] ?? ''), columns),
    ...(more === undefined ? [] : wrap(more, columns)),
    ...agentLines(item, columns),
  ]
}

/** Quantity, price and sum at the right edge, two spaces apart. */
function priced(amount: string, sum: string, columns: number): string[] {
  const line = `${amount}  ${sum}`
  return line.length <= columns
    ? [line.padStart(columns)]
    : [...rightAligned(amount, columns), ...rightAligned(sum, columns)]
}
