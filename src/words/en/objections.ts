import type { VatRate } from '../../../drivers/ffd/vat.ts'
import type { Objections } from '../../../drivers/objections.ts'
import type { Wordings } from '../reasons/catalogue.ts'
import { amount, roubles } from './amounts.ts'
import { requisite } from './requisites.ts'

/** `VAT 22 %`, `VAT 22/122`, `no VAT` */
function vat(rate: VatRate): string {
  if (rate === 'none') return 'no VAT'
  return rate.includes('/') ? `VAT ${rate}` : `VAT ${rate} %`
}

/** Why a register could never register a receipt. */
export const objections: Wordings<Objections> = {
  FIELD_EMPTY: ({ tag }) => `Field "${requisite(tag)}" is empty.`,
  FIELD_TOO_LONG: ({ tag, max }) => `Field "${requisite(tag)}" is longer than ${max} characters.`,
  FIELD_CHARACTERS: ({ tag }) => `Field "${requisite(tag)}" has characters that the register cannot print.`,
  FIELD_TOO_LARGE: ({ tag, max }) =>
    `Field "${requisite(tag)}" does not fit into one message to the register (${max} bytes). Shorten it.`,
  ITEM: ({ number, name, objection }) => `Item ${number} ("${name}"). ${objection}`,
  ITEM_SUMS: ({ max }) => `Price (tag 1079) and sum (tag 1043) must be from 0 to ${roubles(max)}.`,
  ITEM_QUANTITY: ({ max }) => `The quantity (tag 1023) must be more than zero and ${amount(max)} at most.`,
  ITEM_VAT: ({ rate }) =>
    `The rate "${vat(rate)}" (tag 1199) is not in the register's table of taxes. Renew its firmware or correct the rate of the product.`,
  MARKING_UNCHECKED:
    "Marked goods on FFD 1.2: the commands that check marking codes are not published in the register's protocol, this driver cannot sell them. Make the receipt in another cash program.",
  PRODUCT_CODE_MISSING: 'Marked goods without a product code (tag 1162).',
  SUPPLIER_INN: "The supplier's INN (tag 1226) must be 10 or 12 digits.",
  NO_ITEMS: 'The receipt has no items (tag 1059).',
  TOO_MANY_ITEMS: ({ count }) =>
    `Too many items (${count}): the receipt does not fit into a fiscal document. Split the order into several receipts.`,
  TAX_SYSTEM: ({ taxSystem }) =>
    `The register is not registered with the tax system (tag 1055, code ${taxSystem}). Correct the setting or register it anew.`,
  RECEIPT_SUMS: ({ max }) =>
    `The sum of the receipt and each payment must be from 0 to ${roubles(max)}: the register's protocol carries no more.`,
  TOTALS_DIFFER: 'The sum of the items, the sum of the payments and the total (tag 1020) are not equal.',
  BUYER_MISSING: "An electronic receipt without paper wants the buyer's phone or e-mail (tag 1008).",
  CASHIER_INN: "The cashier's INN (tag 1203) must be 12 digits.",
}
