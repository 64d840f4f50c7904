/** Receipts and documents as plain JSON for the store: money and quantity as decimal text, bytes as hex. */

import { defined } from '../../drivers/defined.ts'
import type { KeptContent, KeptLine } from '../../drivers/ffd/content.ts'
import type { FiscalDocument } from '../../drivers/ffd/document.ts'
import type { FiscalItem, FiscalReceipt, Payments } from '../../drivers/ffd/receipt.ts'
import type { Kopecks, Quantity } from '../../drivers/money.ts'
import { formatKopecks, formatQuantity, parseKopecks, parseQuantity } from '../../drivers/money.ts'

/** The same type with amounts and bytes as text. */
type Jsonified<T> = T extends bigint | Uint8Array
  ? string
  : T extends readonly (infer One)[]
    ? readonly Jsonified<One>[]
    : T extends object
      ? { readonly [K in keyof T]: Jsonified<T[K]> }
      : T

export type ReceiptJson = Jsonified<FiscalReceipt>
export type DocumentJson = Jsonified<FiscalDocument>
export type ContentJson = Jsonified<KeptContent>
type LineJson = Jsonified<KeptLine>
type ItemJson = Jsonified<FiscalItem>

function money(text: string): Kopecks {
  const value = parseKopecks(text)
  if (value === undefined) throw new TypeError(`not an amount: ${text}`)
  return value
}

function thousandths(text: string): Quantity {
  const value = parseQuantity(text)
  if (value === undefined) throw new TypeError(`not a quantity: ${text}`)
  return value
}

const mapPayments = <A, B>(
  payments: { readonly [K in keyof Payments]: A },
  convert: (amount: A) => B,
): { readonly [K in keyof Payments]: B } => ({
  cash: convert(payments.cash),
  cashless: convert(payments.cashless),
  advance: convert(payments.advance),
  credit: convert(payments.credit),
  other: convert(payments.other),
})

function itemToJson(item: FiscalItem): ItemJson {
  const { price, quantity, sum, marking } = item
  const others: Omit<FiscalItem, 'marking'> = item
  const written = {
    ...others,
    price: formatKopecks(price),
    quantity: formatQuantity(quantity),
    sum: formatKopecks(sum),
  }
  return marking === undefined ? written : { ...written, marking: markingToJson(marking) }
}

function markingToJson({ productCode, ...same }: NonNullable<FiscalItem['marking']>) {
  return productCode === undefined ? same : { ...same, productCode: Buffer.from(productCode).toString('hex') }
}

function itemFromJson(item: ItemJson): FiscalItem {
  const { price, quantity, sum, marking, ...same } = item
  return {
    ...same,
    price: money(price),
    quantity: thousandths(quantity),
    sum: money(sum),
    ...(marking !== undefined && { marking: markingFromJson(marking) }),
  }
}

function markingFromJson({ productCode, ...same }: NonNullable<ItemJson['marking']>) {
  return productCode === undefined ? same : { ...same, productCode: Uint8Array.from(Buffer.from(productCode, 'hex')) }
}

export const receiptToJson = (receipt: FiscalReceipt): ReceiptJson => ({
  ...receipt,
  items: receipt.items.map(itemToJson),
  payments: mapPayments(receipt.payments, formatKopecks),
  total: formatKopecks(receipt.total),
})

/** Throws TypeError when the text is not what `receiptToJson` wrote. */
export const receiptFromJson = (json: ReceiptJson): FiscalReceipt => ({
  ...json,
  items: json.items.map(itemFromJson),
  payments: mapPayments(json.payments, money),
  total: money(json.total),
})

export const documentToJson = (document: FiscalDocument): DocumentJson => ({
  ...document,
  total: formatKopecks(document.total),
})

/** Throws TypeError when the text is not what `documentToJson` wrote. */
export const documentFromJson = (json: DocumentJson): FiscalDocument => ({ ...json, total: money(json.total) })

const maybe = <A, B>(value: A | undefined, convert: (value: A) => B): B | undefined =>
  value === undefined ? undefined : convert(value)

const byTag = <A, B>(amounts: Readonly<Record<number, A>>, convert: (amount: A) => B): Readonly<Record<number, B>> =>
  Object.fromEntries(Object.entries(amounts).map(([tag, amount]) => [tag, convert(amount)]))

const lineToJson = ({ price, quantity, sum, vatSum, ...same }: KeptLine): LineJson => ({
  ...same,
  ...defined({
    price: maybe(price, formatKopecks),
    quantity: maybe(quantity, formatQuantity),
    sum: maybe(sum, formatKopecks),
    vatSum: maybe(vatSum, formatKopecks),
  }),
})

const lineFromJson = ({ price, quantity, sum, vatSum, ...same }: LineJson): KeptLine => ({
  ...same,
  ...defined({
    price: maybe(price, money),
    quantity: maybe(quantity, thousandths),
    sum: maybe(sum, money),
    vatSum: maybe(vatSum, money),
  }),
})

export const contentToJson = ({ total, payments, lines, ...same }: KeptContent): ContentJson => ({
  ...same,
  ...defined({ total: maybe(total, formatKopecks) }),
  payments: byTag(payments, formatKopecks),
  lines: lines.map(lineToJson),
})

/** Throws TypeError when the text is not what `contentToJson` wrote. */
export const contentFromJson = ({ total, payments, lines, ...same }: ContentJson): KeptContent => ({
  ...same,
  ...defined({ total: maybe(total, money) }),
  payments: byTag(payments, money),
  lines: lines.map(lineFromJson),
})
