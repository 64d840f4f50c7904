/** A receipt as the series of commands that builds it, from the cashier to the last payment (protocol 4.5, 4.6). Pure. */
import { subjectOn } from '../ffd/codes.ts'
import type { Cashier, FfdVersion, FiscalItem, FiscalReceipt } from '../ffd/receipt.ts'
import type { Tags } from '../ffd/tags.ts'
import { encodeTags } from '../ffd/tlv.ts'
import type { Kopecks } from '../money.ts'
import { divideRounded, kopecks } from '../money.ts'
import { type Call, call } from './call.ts'
import { externalCharset, printable } from './commands/charset.ts'
import { beginItem, endItem } from './commands/item.ts'
import { payReceipt } from './commands/payment.ts'
import { closeReceipt, openReceipt, receiptTypes, registrationFlags } from './commands/receipt.ts'
import { writeRequisite } from './commands/requisites.ts'
import { paymentsOf } from './receipt-limits.ts'
import { cashierRequisites, itemRequisites, receiptRequisites } from './requisites.ts'
import type { VatTable } from './vat-table.ts'

/** What building a receipt needs to know of the register. */
export interface ReceiptForm {
  readonly ffd: FfdVersion
  readonly taxes: Pick<VatTable, 'indexOf'>
}

/** Bit 0 of E8h: print it on the receipt, which every known client sends. */
const printRequisite = 1

/** Longest name of a line (1030), characters; the wire text has one byte a character. */
const nameLength = 128

const requisiteCalls = (tags: Tags): Call[] =>
  tags.map((tag) =>
    call(writeRequisite, { flags: printRequisite, blocks: 1, block: 0, tlv: encodeTags([tag], externalCharset) }),
  )

export const cashierCalls = (cashier: Cashier | undefined): Call[] => requisiteCalls(cashierRequisites(cashier))

/**
 * The price that makes a register take the sum as it is. A rounded price may come short of it by more than a kopeck, which is refused;
 * the next kopeck up turns the difference into a discount, and 1079 becomes the rounded price again (protocol 4.5, EBh).
 */
function wirePrice({ price, quantity, sum }: FiscalItem): Kopecks {
  if (sum - divideRounded(price * quantity, 1000n) <= 1n) return price
  return kopecks((sum * 1000n + quantity - 1n) / quantity)
}

function itemCalls(item: FiscalItem, form: ReceiptForm): Call[] {
  const { index, reason } = form.taxes.indexOf(item.vat)
  if (reason !== undefined) throw new RangeError(reason)
  return [
    call(beginItem, {}),
    ...requisiteCalls(itemRequisites(item, form.ffd)),
    call(endItem, {
      flags: 0,
      price: wirePrice(item),
      quantity: item.quantity,
      sum: item.sum,
      tax: index,
      taxSum: kopecks(0),
      section: 0,
      subject: subjectOn(form.ffd, item.subject),
      method: item.method,
      discountSign: 0,
      discount: kopecks(0),
      name: printable(item.name, nameLength),
    }),
  ]
}

/**
 * Everything up to and including the last 99h, in order. Throws LayoutError or RangeError for a receipt that
 * `receiptObjection` would have refused.
 */
export const receiptCalls = (receipt: FiscalReceipt, form: ReceiptForm): Call[] => [
  ...cashierCalls(receipt.cashier),
  call(openReceipt, {
    flags: receipt.electronicOnly ? registrationFlags.noPrint : 0,
    type: receiptTypes[receipt.settlement],
  }),
  ...requisiteCalls(receiptRequisites(receipt, form.ffd)),
  ...receipt.items.flatMap((item) => itemCalls(item, form)),
  ...paymentsOf(receipt).map(({ form: paid, sum }) => call(payReceipt, { flags: 0, form: paid, sum })),
]

/** 4Ah after payments that cover the total: form 1, sum 0, as production clients send it (protocol 4.5). */
export const closingCall = call(closeReceipt, { flags: 0, form: 1, sum: kopecks(0) })
