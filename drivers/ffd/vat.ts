import type { Kopecks } from '../money.ts'
import { divideRounded, kopecks } from '../money.ts'

/** VAT rate of a line (tag 1199). `a/b` are the calculated rates of prepayments.  */
export type VatRate = '20' | '10' | '20/120' | '10/110' | '0' | 'none' | '5' | '7' | '5/105' | '7/107' | '22' | '22/122'

interface VatRateEntry {
  /** Value of tag 1199. */
  readonly code: number
  /** Per cent; null: not subject to VAT. */
  readonly percent: number | null
  /** Receipt-level total (fiscal-data 2.3): a tag of its own, or 1115 with 1199 inside. 1104 and 1105 hold turnover, the others tax. */
  readonly totalTag: 1102 | 1103 | 1104 | 1105 | 1106 | 1107 | 1115
  /** The rate of money taken before hand-over (fiscal-data 2.5): itself where there is none. */
  readonly calculated: VatRate
  /** As printed on the paper form (fiscal-data 8). */
  readonly label: string
}

/** VAT rates in force in 2026 (fiscal-data 2.1: tag 1199, orders 662 and 1050). */
export const vatRates: Readonly<Record<VatRate, VatRateEntry>> = {
  '20': { code: 1, percent: 20, totalTag: 1102, calculated: '20/120', label: 'НДС 20%' },
  '10': { code: 2, percent: 10, totalTag: 1103, calculated: '10/110', label: 'НДС 10%' },
  '20/120': { code: 3, percent: 20, totalTag: 1106, calculated: '20/120', label: 'НДС 20/120' },
  '10/110': { code: 4, percent: 10, totalTag: 1107, calculated: '10/110', label: 'НДС 10/110' },
  '0': { code: 5, percent: 0, totalTag: 1104, calculated: '0', label: 'НДС 0%' },
  none: { code: 6, percent: null, totalTag: 1105, calculated: 'none', label: 'Без НДС' },
  '5': { code: 7, percent: 5, totalTag: 1115, calculated: '5/105', label: 'НДС 5%' },
  '7': { code: 8, percent: 7, totalTag: 1115, calculated: '7/107', label: 'НДС 7%' },
  '5/105': { code: 9, percent: 5, totalTag: 1115, calculated: '5/105', label: 'НДС 5/105' },
  '7/107': { code: 10, percent: 7, totalTag: 1115, calculated: '7/107', label: 'НДС 7/107' },
  '22': { code: 11, percent: 22, totalTag: 1115, calculated: '22/122', label: 'НДС 22%' },
  '22/122': { code: 12, percent: 22, totalTag: 1115, calculated: '22/122', label: 'НДС 22/122' },
}

const byCode = new Map(Object.entries(vatRates).map(([rate, entry]) => [entry.code, rate as VatRate]))

/** The rate of a value of tag 1199; undefined for a code that the format does not know. */
export const vatRateOfCode = (code: number): VatRate | undefined => byCode.get(code)

/**
 * VAT inside a sum that includes it, in kopecks: sum × r / (100 + r), half up (fiscal-data 2.4). Zero for 0 % and
 * without VAT, where tag 1200 is not written and the receipt total carries turnover.
 */
export function vatOf(sum: Kopecks, rate: VatRate): Kopecks {
  const percent = vatRates[rate].percent
  if (percent === null || percent === 0) return kopecks(0)
  return kopecks(divideRounded(sum * BigInt(percent), BigInt(100 + percent)))
}
