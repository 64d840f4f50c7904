/**
 * The register's table of taxes (table 13, protocol 4.8): which index of EBh means which VAT rate. The numbering depends on
 * firmware and is never assumed.
 */
import type { VatRate } from '../ffd/vat.ts'

export interface VatRow {
  /** The tax index of EBh. */
  readonly index: number
  readonly name: string
  /** Hundredths of a per cent. */
  readonly rate: number
  /** Tag of the receipt's total. */
  readonly tag: number
}

/** How a rate is recognised. Tag 1115 is shared by six of them: there the rate and the form of the name decide. */
interface Sign {
  readonly tag: number
  readonly rate: number
  readonly calculated: boolean
}

const signs: Readonly<Record<VatRate, Sign>> = {
  '20': { tag: 1102, rate: 2000, calculated: false },
  '10': { tag: 1103, rate: 1000, calculated: false },
  '0': { tag: 1104, rate: 0, calculated: false },
  none: { tag: 1105, rate: 0, calculated: false },
  '20/120': { tag: 1106, rate: 2000, calculated: true },
  '10/110': { tag: 1107, rate: 1000, calculated: true },
  '5': { tag: 1115, rate: 500, calculated: false },
  '7': { tag: 1115, rate: 700, calculated: false },
  '5/105': { tag: 1115, rate: 500, calculated: true },
  '7/107': { tag: 1115, rate: 700, calculated: true },
  '22': { tag: 1115, rate: 2200, calculated: false },
  '22/122': { tag: 1115, rate: 2200, calculated: true },
}

/** `НДС 22/122`, `НДС 22 / 122`, `РАСЧ. НДС 22/122`: per cent over a hundred and as much. */
function calculatedPercent(name: string): number | undefined {
  const match = /(\d+)\s*[/\\]\s*(\d+)/.exec(name)
  const percent = Number(match?.[1])
  return match !== null && Number(match[2]) === 100 + percent ? percent : undefined
}

/** `НДС 22%`, `НДС 22 %`, `НДС 22`: the only number of the name. */
function plainPercent(name: string): number | undefined {
  const numbers = name.match(/\d+(?:[.,]\d+)?/g) ?? []
  return numbers.length === 1 ? Number(numbers[0].replace(',', '.')) : undefined
}

function matches(row: VatRow, { tag, rate, calculated }: Sign): boolean {
  if (row.tag !== tag) return false
  if (tag === 1104 || tag === 1105) return true
  // The tag alone does not tell: in older firmware 1102 and 1106 were 18 %.
  if (tag !== 1115) return row.rate === rate || (calculated && calculatedPercent(row.name) === rate / 100)
  if (calculated) return calculatedPercent(row.name) === rate / 100
  return row.rate === rate && plainPercent(row.name) === rate / 100
}

/** The index of a rate, or why there is none, for the developer. */
export type VatIndex =
  | { readonly index: number; readonly reason?: undefined }
  | { readonly index?: undefined; readonly reason: string }

export interface VatTable {
  /** Rates that the register can be told without doubt. */
  readonly rates: readonly VatRate[]
  indexOf(rate: VatRate): VatIndex
}

/** Recognises the rates in the rows of table 13; a missing or ambiguous row leaves its rate without an index. Rows of other rates are ignored. */
export function readVatTable(rows: readonly VatRow[]): VatTable {
  const indexOf = (rate: VatRate): VatIndex => {
    const found = rows.filter((row) => matches(row, signs[rate]))
    const [only] = found
    if (only !== undefined && found.length === 1) return { index: only.index }
    if (only === undefined) return { reason: `table 13 has no VAT rate ${rate}` }
    const indexes = found.map(({ index }) => index).join(', ')
    return { reason: `table 13 has several rows of VAT rate ${rate}: ${indexes}` }
  }
  const rates = (Object.keys(signs) as VatRate[]).filter((rate) => indexOf(rate).index !== undefined)
  return { rates, indexOf }
}
