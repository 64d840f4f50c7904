import { paymentForms } from '../ffd/codes.ts'
import type { FiscalItem, FiscalReceipt, Payments } from '../ffd/receipt.ts'
import type { Kopecks } from '../money.ts'
import { printable } from './commands/charset.ts'

/** Sums of the older commands (99h, 3Fh): five BCD bytes whose value must not exceed 32 bits (protocol 4.1). */
export const maxSum = 4_294_967_295n
/** Price and sum of a line as the receiving services take them: 99 999 999.99 roubles (fiscal-data 0). */
export const maxLineSum = 9_999_999_999n
/** Quantity in EBh: five BCD bytes. */
export const maxQuantity = 9_999_999_999n
/** TLV bytes of one E8h: 255 bytes of a v2 block less password, command, flags and block numbers (protocol 1.2, 4.6). */
export const maxRequisiteBytes = 249
/** A document holds 32 768 bytes (fiscal-data 1.3), of which the register's own header and totals want a part. */
export const maxReceiptBytes = 31_000

/** What a line costs in the document beside its name, its product code and its agent (fiscal-data 1.3). */
const bareLineBytes = 94
/** Tag and length. */
const headBytes = 4
const maxName = 128
/** 1222, 1226 and the heads of 1224 and 1225; a phone has 19 characters at most (fiscal-data 1.2). */
const agentBytes = 60
const phoneBytes = headBytes + 19
const maxSupplierName = 239

/** One byte a character, as it will be spelt. */
const spelt = (text: string, max: number): number => printable(text, max).length

function lineBytes({ name, marking, agent }: FiscalItem): number {
  const code = marking?.productCode === undefined ? 0 : headBytes + marking.productCode.length
  const supplier =
    agent === undefined
      ? 0
      : agentBytes + spelt(agent.supplierName ?? '', maxSupplierName) + agent.supplierPhones.length * phoneBytes
  return bareLineBytes + spelt(name, maxName) + code + supplier
}

/** Bytes that the lines will take in the fiscal memory, rounded up. */
export const estimatedBytes = ({ items }: Pick<FiscalReceipt, 'items'>): number =>
  items.reduce((sum, item) => sum + lineBytes(item), 0)

/** Most characters of a text tag (fiscal-data 1.1, 1.2). */
export const textLimits: Readonly<Record<number, number>> = {
  1008: 64,
  1021: 64,
  1086: 234,
  1117: 64,
  1162: 32,
  1171: 19,
  1187: 243,
  1192: 16,
  1203: 12,
  1224: 243,
  1225: 239,
  1226: 12,
}

/** Cash last, since only cash may be given back as change. */
const paymentOrder: readonly (keyof Payments)[] = ['cashless', 'advance', 'credit', 'other', 'cash']

/** The payments to send: none may be zero, except that a receipt of zero pays zero in cash. */
export function paymentsOf(receipt: FiscalReceipt): readonly { readonly form: number; readonly sum: Kopecks }[] {
  const paid = paymentOrder.map((key) => ({ form: paymentForms[key].form, sum: receipt.payments[key] }))
  const some = paid.filter(({ sum }) => sum !== 0n)
  return some.length > 0 ? some : paid.slice(-1)
}
