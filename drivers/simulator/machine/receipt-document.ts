import type { Tag, Tags } from '../../ffd/tags.ts'
import { vatRates } from '../../ffd/vat.ts'
import type { Kopecks } from '../../money.ts'
import { kopecks } from '../../money.ts'
import { paymentTags } from './counters.ts'
import { changeOf, type OpenReceipt, type Position, paymentForms, type ReceiptType, totalOf } from './open-receipt.ts'

/** Type byte of 92h -> code of the document and sign of settlement (1054). */
export const receiptTypes: Readonly<
  Record<ReceiptType, { readonly code: 3 | 31; readonly settlement: 1 | 2 | 3 | 4 }>
> = {
  1: { code: 3, settlement: 1 },
  2: { code: 3, settlement: 2 },
  4: { code: 3, settlement: 3 },
  5: { code: 3, settlement: 4 },
  7: { code: 31, settlement: 1 },
  9: { code: 31, settlement: 3 },
}

/** Tag 1059. 2108 falls back to 0, piece, since its way on the wire is an assumption. */
function itemTag(position: Position, ffd: '1.05' | '1.2'): Tag {
  const { percent, code } = vatRates[position.vat]
  const measured = ffd === '1.05' || position.tags.some((one) => one.tag === 2108)
  const value: Tag[] = [
    { tag: 1030, value: position.name },
    { tag: 1079, value: position.price },
    { tag: 1023, value: position.quantity },
    ...(measured ? [] : [{ tag: 2108, value: 0 }]),
    { tag: 1043, value: position.sum },
    { tag: 1199, value: code },
    ...(percent === null || percent === 0 ? [] : [{ tag: 1200, value: position.vatSum }]),
    { tag: 1212, value: position.subject },
    { tag: 1214, value: position.method },
    ...position.tags,
  ]
  return { tag: 1059, value }
}

/** Receipt-level totals (fiscal-data 2.3, 2.4): sums of rounded lines; 1104 and 1105 carry turnover; only those that occur. */
function vatTotals(positions: readonly Position[]): Tags {
  const sums = new Map<Position['vat'], Kopecks>()
  for (const position of positions) {
    const { percent } = vatRates[position.vat]
    const amount = percent === null || percent === 0 ? position.sum : position.vatSum
    sums.set(position.vat, kopecks((sums.get(position.vat) ?? 0n) + amount))
  }
  const rates = [...sums].map(([vat, sum]) => ({ ...vatRates[vat], sum })).sort((a, b) => a.code - b.code)
  const plain = rates.filter((rate) => rate.totalTag !== 1115)
  const others = rates.filter((rate) => rate.totalTag === 1115)
  const tags: Tag[] = plain.map((rate) => ({ tag: rate.totalTag, value: rate.sum }))
  if (others.length === 0) return tags
  const value = others.map((rate) => ({
    tag: 1119,
    value: [
      { tag: 1199, value: rate.code },
      { tag: 1120, value: rate.sum },
    ],
  }))
  return [...tags, { tag: 1115, value }]
}

/** Tags of a receipt document, without those that every document has (machine.ts adds them). */
export function receiptTags(
  receipt: OpenReceipt,
  operation: Tags,
  ffd: '1.05' | '1.2',
  defaultTaxSystem: number,
): Tags {
  const taxSystem = receipt.tags.find((one) => one.tag === 1055) ?? { tag: 1055, value: defaultTaxSystem }
  const paid = paymentForms.map((form) => kopecks(receipt.paid[form] - (form === 1 ? changeOf(receipt) : 0n)))
  return [
    { tag: 1054, value: receiptTypes[receipt.type].settlement },
    taxSystem,
    ...operation,
    ...receipt.positions.map((position) => itemTag(position, ffd)),
    { tag: 1020, value: totalOf(receipt) },
    ...paymentTags.map((tag, index) => ({ tag, value: paid[index] ?? kopecks(0) })),
    ...vatTotals(receipt.positions),
    // The mark among them: a listing that ends early then shows everything but that.
    ...receipt.tags.filter((one) => one.tag !== 1055),
  ]
}
