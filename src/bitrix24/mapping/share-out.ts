import { type Kopecks, kopecks, sumOf } from '../../../drivers/money.ts'
import { kopeckInMillionths } from '../request/decimal.ts'
import type { Amount } from '../request/field-reader.ts'

/**
 * Amounts in whole kopecks that make `total`, none of them a kopeck off what was sent. A portal that carries four decimals
 * (bitrix24-contract 5) adds up before it rounds, so that amounts rounded one by one may miss its total: then those with the largest
 * rests are rounded up, as many as it takes. Undefined when what was sent makes another total.
 */
export function shareOut(amounts: readonly Amount[], total: Kopecks): readonly Kopecks[] | undefined {
  const rounded = amounts.map(({ sum }) => sum)
  if (sumOf(rounded) === total) return rounded
  const off = amounts.reduce((all, { exactSum }) => all + exactSum, 0n) - total * kopeckInMillionths
  if (off * 2n > kopeckInMillionths || off * 2n < -kopeckInMillionths) return undefined
  const floors = amounts.map(({ exactSum }) => kopecks(exactSum / kopeckInMillionths))
  const missing = Number(total - sumOf(floors))
  const restOf = (at: number): bigint => (amounts[at]?.exactSum ?? 0n) % kopeckInMillionths
  const byRest = [...amounts.keys()].sort((a, b) => Number(restOf(b) - restOf(a)))
  const up = new Set(byRest.slice(0, missing))
  return floors.map((floor, at) => (up.has(at) ? kopecks(floor + 1n) : floor))
}
