import type { VatRate } from './ffd/vat.ts'
import { type NoValues, type Reason, reasonsOf } from './reason.ts'

/** Why a register could never register a receipt, found before its first byte leaves. */
export interface Objections {
  FIELD_EMPTY: { readonly tag: number }
  /** `max`: characters. */
  FIELD_TOO_LONG: { readonly tag: number; readonly max: number }
  /** The register's character set lacks some of it. */
  FIELD_CHARACTERS: { readonly tag: number }
  /** `max`: bytes of one message to the register. */
  FIELD_TOO_LARGE: { readonly tag: number; readonly max: number }
  /** What is wrong with a line, by its place in the receipt from 1 and the beginning of its name. */
  ITEM: { readonly number: number; readonly name: string; readonly objection: Reason }
  /** `max`: roubles. */
  ITEM_SUMS: { readonly max: string }
  ITEM_QUANTITY: { readonly max: string }
  ITEM_VAT: { readonly rate: VatRate }
  /** The register's own check of marking codes, which FFD 1.2 asks for, is not published. */
  MARKING_UNCHECKED: NoValues
  PRODUCT_CODE_MISSING: NoValues
  SUPPLIER_INN: NoValues
  NO_ITEMS: NoValues
  TOO_MANY_ITEMS: { readonly count: number }
  TAX_SYSTEM: { readonly taxSystem: number }
  /** `max`: roubles. */
  RECEIPT_SUMS: { readonly max: string }
  TOTALS_DIFFER: NoValues
  BUYER_MISSING: NoValues
  CASHIER_INN: NoValues
}

export type Objection = Reason<keyof Objections>

export const objection = reasonsOf<Objections>()
