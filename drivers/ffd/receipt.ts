import type { Kopecks, Quantity } from '../money.ts'
import type { VatRate } from './vat.ts'

/** Tax system (tag 1055): 1 general, 2 simplified (income), 4 simplified (income less expense), 8 ENVD (dead since 2021), 16 agricultural, 32 patent. */
export type TaxSystem = 1 | 2 | 4 | 8 | 16 | 32

/** Sign of settlement (tag 1054): 1, 2, 3, 4 in this order. */
export type Settlement = 'sale' | 'sale-return' | 'buy' | 'buy-return'

/** Version of the fiscal data format (tag 1209). */
export type FfdVersion = '1.05' | '1.1' | '1.2'

export interface Cashier {
  /** Post and name (1021), at most 64 characters. */
  readonly name: string
  /** 12 digits (1203). */
  readonly inn?: string
}

/** Whom the goods are sold for (1224, 1226); `sign` is the agent's (1222). */
export interface Agent {
  /** Tag 1222, one bit: 1, 2, 4, 8, 16, 32 or 64. */
  readonly sign: number
  /** Tag 1226: 10 or 12 digits; twelve zeros when the supplier has none. */
  readonly supplierInn: string
  /** Tag 1225. */
  readonly supplierName?: string
  /** Tag 1171, `+7…`, each at most 19 characters. */
  readonly supplierPhones: readonly string[]
}

/** One line of a receipt (1059). Text is Unicode; the driver brings it to the register's character set and length. */
export interface FiscalItem {
  /** Tag 1030. */
  readonly name: string
  /** Tag 1079, per unit, discounts included. */
  readonly price: Kopecks
  /** Tag 1023. */
  readonly quantity: Quantity
  /** Tag 1043, discounts included; may differ from price × quantity by a kopeck. */
  readonly sum: Kopecks
  readonly vat: VatRate
  /** Subject of settlement (1212), 1..33. */
  readonly subject: number
  /** Method of settlement (1214), 1..7. */
  readonly method: number
  /** Measure of quantity (2108), FFD 1.2. */
  readonly measure: number
  /** Marked goods: tag 1162 as bytes, and the scanned code (2000) that FFD 1.2 wants. */
  readonly marking?: { readonly productCode?: Uint8Array; readonly code?: string }
  readonly agent?: Agent
}

/** Amounts by form of payment: 1031, 1081, 1215, 1216, 1217. Cash is what is counted, never what was tendered. */
export interface Payments {
  readonly cash: Kopecks
  readonly cashless: Kopecks
  readonly advance: Kopecks
  readonly credit: Kopecks
  readonly other: Kopecks
}

/** A receipt, whole and decided: nothing in it is left for the driver to guess. */
export interface FiscalReceipt {
  readonly settlement: Settlement
  readonly taxSystem: TaxSystem
  readonly items: readonly FiscalItem[]
  readonly payments: Payments
  /** Tag 1020: the sum of the items and of the payments. */
  readonly total: Kopecks
  /** Our proof of ownership: at most 16 characters, written into `tag` (1192 itself, or 1084 as a user attribute). */
  readonly mark: { readonly text: string; readonly tag: 1192 | 1084 }
  /** Buyer's phone `+7…` or e-mail (1008). */
  readonly buyer?: string
  /** Sender's e-mail (1117). */
  readonly sender?: string
  /** Place of settlement (1187); the site's address for an Internet sale. */
  readonly place?: string
  /** Internet settlement (1125 = 1). */
  readonly internet: boolean
  readonly cashier?: Cashier
  /** Nothing on paper: the buyer gets it by e-mail or phone. */
  readonly electronicOnly: boolean
}
