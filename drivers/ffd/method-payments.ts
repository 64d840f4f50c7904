import type { Payments } from './receipt.ts'

/** Values of tag 1214 (fiscal-data 3.2). */
export type Method = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Which forms of payment a method goes with. */
export interface MethodPayments {
  /** Whether money is taken for it now: 1031, 1081, 1217. */
  readonly money: boolean
  /** Whether what was paid before may be counted in: 1215. */
  readonly advance: boolean
  /** How much of it is handed over unpaid, 1216: nothing, something but not all, all. */
  readonly credit: 'none' | 'part' | 'all'
}

/** Tag 1214 against 1031, 1081, 1215, 1216 and 1217 (fiscal-data 3.4). */
export const methodPayments: Readonly<Record<Method, MethodPayments>> = {
  1: { money: true, advance: true, credit: 'none' },
  2: { money: true, advance: true, credit: 'none' },
  // An advance out of an advance is no new money.
  3: { money: true, advance: false, credit: 'none' },
  4: { money: true, advance: true, credit: 'none' },
  5: { money: true, advance: true, credit: 'part' },
  6: { money: false, advance: false, credit: 'all' },
  7: { money: true, advance: true, credit: 'none' },
}

/** The method of goods that are handed over now, by how much of them is paid: it is a matter of the payments alone. */
export function methodAtHandOver({ cash, cashless, advance, credit, other }: Payments): Extract<Method, 4 | 5 | 6> {
  if (credit === 0n) return 4
  return cash + cashless + advance + other === 0n ? 6 : 5
}
