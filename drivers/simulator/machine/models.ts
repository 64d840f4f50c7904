import type { VatRate } from '../../ffd/vat.ts'
import { SimulatorFailure, simulatorReason } from './simulator-failure.ts'

/** One row of table 13 (protocol 4.8): name, rate in hundredths of a per cent, tag of the total. */
export interface TaxRow {
  readonly name: string
  readonly rate: number
  readonly tag: number
  readonly vat: VatRate
}

/**
 * Table 13 in the order 20, 10, 20/120, 10/110, 0 %, without VAT. Rows above 6 are ours: how real firmware lays 5, 7 and 22 % out is
 * not public. A driver has to find the rate by reading the table, never by its place.
 */
const olderTaxRows: readonly TaxRow[] = [
  { name: 'НДС 20%', rate: 2000, tag: 1102, vat: '20' },
  { name: 'НДС 10%', rate: 1000, tag: 1103, vat: '10' },
  { name: 'НДС 20/120', rate: 2000, tag: 1106, vat: '20/120' },
  { name: 'НДС 10/110', rate: 1000, tag: 1107, vat: '10/110' },
  { name: 'НДС 0%', rate: 0, tag: 1104, vat: '0' },
  { name: 'Без НДС', rate: 0, tag: 1105, vat: 'none' },
]
const rows2025: readonly TaxRow[] = [
  { name: 'НДС 5%', rate: 500, tag: 1115, vat: '5' },
  { name: 'НДС 7%', rate: 700, tag: 1115, vat: '7' },
  { name: 'НДС 5/105', rate: 500, tag: 1115, vat: '5/105' },
  { name: 'НДС 7/107', rate: 700, tag: 1115, vat: '7/107' },
]
const rows2026: readonly TaxRow[] = [
  { name: 'НДС 22%', rate: 2200, tag: 1115, vat: '22' },
  { name: 'НДС 22/122', rate: 2200, tag: 1115, vat: '22/122' },
]

export interface Model {
  /** Model id of 3Fh and A5h (protocol 4.4). */
  readonly id: number
  readonly name: string
  /** Major, minor, language, build: the five BCD bytes of A5h. */
  readonly firmware: {
    readonly major: number
    readonly minor: number
    readonly language: number
    readonly build: number
  }
  /** Characters in a line of paper. */
  readonly columns: number
  readonly taxRows: readonly TaxRow[]
  /** Length of text cells of tables, padded with spaces. */
  readonly tableText: number
}

const firmware = (build: number) => ({ major: 3, minor: 0, language: 0, build })

/** Models by the name that `model` of the options takes; builds are made up, their order is not. */
export const models = {
  'АТОЛ 77Ф': {
    id: 69,
    name: 'АТОЛ 77Ф',
    firmware: firmware(9215),
    columns: 48,
    taxRows: [...olderTaxRows, ...rows2025, ...rows2026],
    tableText: 64,
  },
  'АТОЛ 30Ф': {
    id: 61,
    name: 'АТОЛ 30Ф',
    firmware: firmware(9215),
    columns: 32,
    taxRows: [...olderTaxRows, ...rows2025, ...rows2026],
    tableText: 57,
  },
  'АТОЛ 55Ф': {
    id: 62,
    name: 'АТОЛ 55Ф',
    firmware: firmware(8100),
    columns: 42,
    taxRows: [...olderTaxRows, ...rows2025],
    tableText: 57,
  },
  'АТОЛ 11Ф': {
    id: 67,
    name: 'АТОЛ 11Ф',
    firmware: firmware(4799),
    columns: 32,
    taxRows: olderTaxRows,
    tableText: 57,
  },
} as const satisfies Record<string, Model>

/** The model of that name. Throws SimulatorFailure. */
export function modelOf(name: string): Model {
  const model: Model | undefined = (models as Record<string, Model>)[name]
  if (model === undefined)
    throw new SimulatorFailure(simulatorReason('MODEL_UNKNOWN', { name, known: Object.keys(models).join(', ') }))
  return model
}
