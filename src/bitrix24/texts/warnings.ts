import type { Place } from './places.ts'

/** Remarks on a receipt that goes on: for the log, never for the answer. */
export type WarningKey =
  /** A VAT rate that the tax system does not usually have. */
  | 'rateUnusual'
  /** The price of a single piece is not the line's sum, which goes into the receipt. */
  | 'priceReplaced'
  /** A price finer than kopecks became the rounded share of the line's sum. */
  | 'priceRounded'
  /** The sum does not divide by the quantity: one unit is a line of its own. */
  | 'lineSplit'
  /** Goods handed over now got the method that their payments have. */
  | 'methodReplaced'
  /** Sums finer than kopecks were rounded so that they make the total. */
  | 'sumsShared'
  /** No subject of settlement came: it is taken for goods. */
  | 'subjectAssumed'
  /** A settlement on the Internet without a buyer's contact: the receipt goes to the shop's own address. */
  | 'shopContact'
  /** A contact that cannot be read, or is not written as a receipt wants it. */
  | 'contactDropped'
  | 'supplierPhoneDropped'
  /** The sign of settlement contradicts the receipt's type, which is right. */
  | 'signDiffers'
  /** More than 200 lines: some registers refuse that. */
  | 'manyItems'

export interface Warning {
  readonly key: WarningKey
  readonly place?: Place
}
