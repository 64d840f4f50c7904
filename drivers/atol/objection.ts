/** Why a receipt could never be registered, found before its first byte leaves. Pure. */
import { LayoutError } from '../bytes.ts'
import type { FiscalItem, FiscalReceipt } from '../ffd/receipt.ts'
import type { Tag, Tags } from '../ffd/tags.ts'
import { encodeTags } from '../ffd/tlv.ts'
import { formatKopecks, formatQuantity, kopecks, quantity, sumOf } from '../money.ts'
import { type Objection, objection } from '../objections.ts'
import type { RegisterIdentity } from '../register.ts'
import { externalCharset, printable } from './commands/charset.ts'
import { estimatedBytes, maxLineSum, maxQuantity, maxRequisiteBytes, maxSum, textLimits } from './receipt-limits.ts'
import { cashierRequisites, itemRequisites, receiptRequisites } from './requisites.ts'

type Check<T> = (subject: T, identity: RegisterIdentity) => Objection | undefined

const first = <T>(checks: readonly Check<T>[], subject: T, identity: RegisterIdentity): Objection | undefined => {
  for (const check of checks) {
    const found = check(subject, identity)
    if (found !== undefined) return found
  }
  return undefined
}

/** Most characters of a text tag without a limit of its own. */
const usualLimit = 256

function tagObjection(field: Tag): Objection | undefined {
  const { tag, value } = field
  const max = textLimits[tag] ?? usualLimit
  if (Array.isArray(value)) {
    const inner = requisitesObjection(value as Tags)
    if (inner !== undefined) return inner
  }
  if (typeof value === 'string' && value === '') return objection('FIELD_EMPTY', { tag })
  if ((typeof value === 'string' || value instanceof Uint8Array) && value.length > max) {
    return objection('FIELD_TOO_LONG', { tag, max })
  }
  const size = encodedSize(field)
  if (size === undefined) return objection('FIELD_CHARACTERS', { tag })
  return size > maxRequisiteBytes ? objection('FIELD_TOO_LARGE', { tag, max: maxRequisiteBytes }) : undefined
}

function encodedSize(tag: Tag): number | undefined {
  try {
    return encodeTags([tag], externalCharset).length
  } catch (error) {
    if (error instanceof LayoutError) return undefined
    throw error
  }
}

function requisitesObjection(tags: Tags): Objection | undefined {
  for (const tag of tags) {
    const found = tagObjection(tag)
    if (found !== undefined) return found
  }
  return undefined
}

const itemChecks: readonly Check<FiscalItem>[] = [
  (item) => (printable(item.name, 128).trim() === '' ? objection('FIELD_EMPTY', { tag: 1030 }) : undefined),
  (item) =>
    item.price < 0n || item.price > maxLineSum || item.sum < 0n || item.sum > maxLineSum
      ? objection('ITEM_SUMS', { max: formatKopecks(kopecks(maxLineSum)) })
      : undefined,
  (item) =>
    item.quantity <= 0n || item.quantity > maxQuantity
      ? objection('ITEM_QUANTITY', { max: formatQuantity(quantity(maxQuantity)) })
      : undefined,
  (item, { vatRates: known }) => (known.includes(item.vat) ? undefined : objection('ITEM_VAT', { rate: item.vat })),
  (item, { capabilities }) =>
    item.marking !== undefined && capabilities.marking === 'none' ? objection('MARKING_UNCHECKED') : undefined,
  (item) =>
    item.marking !== undefined && item.marking.productCode === undefined
      ? objection('PRODUCT_CODE_MISSING')
      : undefined,
  (item) =>
    item.agent !== undefined && !/^(\d{10}|\d{12})$/.test(item.agent.supplierInn)
      ? objection('SUPPLIER_INN')
      : undefined,
  (item, { ffd }) => requisitesObjection(itemRequisites(item, ffd)),
]

/** Most characters of a line's name that are told. */
const toldName = 40

function itemsObjection(receipt: FiscalReceipt, identity: RegisterIdentity): Objection | undefined {
  for (const [index, item] of receipt.items.entries()) {
    const found = first(itemChecks, item, identity)
    if (found === undefined) continue
    const name = Array.from(item.name).slice(0, toldName).join('')
    return objection('ITEM', { number: index + 1, name, objection: found })
  }
  return undefined
}

const receiptChecks: readonly Check<FiscalReceipt>[] = [
  (receipt) => (receipt.items.length === 0 ? objection('NO_ITEMS') : undefined),
  (receipt, { capabilities }) =>
    estimatedBytes(receipt) > capabilities.maxReceiptBytes
      ? objection('TOO_MANY_ITEMS', { count: receipt.items.length })
      : undefined,
  (receipt, { taxSystems }) =>
    taxSystems.includes(receipt.taxSystem) ? undefined : objection('TAX_SYSTEM', { taxSystem: receipt.taxSystem }),
  itemsObjection,
  (receipt) =>
    Object.values(receipt.payments).some((sum) => sum < 0n || sum > maxSum) ||
    receipt.total < 0n ||
    receipt.total > maxSum
      ? objection('RECEIPT_SUMS', { max: formatKopecks(kopecks(maxSum)) })
      : undefined,
  (receipt) =>
    sumOf(receipt.items.map(({ sum }) => sum)) === receipt.total &&
    sumOf(Object.values(receipt.payments)) === receipt.total
      ? undefined
      : objection('TOTALS_DIFFER'),
  (receipt) => (receipt.electronicOnly && receipt.buyer === undefined ? objection('BUYER_MISSING') : undefined),
  (receipt) =>
    receipt.cashier?.inn !== undefined && !/^\d{12}$/.test(receipt.cashier.inn) ? objection('CASHIER_INN') : undefined,
  (receipt, { ffd }) =>
    requisitesObjection([...cashierRequisites(receipt.cashier), ...receiptRequisites(receipt, ffd)]),
]

/** Undefined when nothing speaks against the receipt. */
export const receiptObjection = (receipt: FiscalReceipt, identity: RegisterIdentity): Objection | undefined =>
  first(receiptChecks, receipt, identity)
