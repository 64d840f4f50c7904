/** Why a receipt could never be registered, found before its first byte leaves. Pure; texts for people, in Russian. */
import { LayoutError } from '../bytes.ts'
import type { FiscalItem, FiscalReceipt } from '../ffd/receipt.ts'
import type { Tag, Tags } from '../ffd/tags.ts'
import { encodeTags } from '../ffd/tlv.ts'
import { vatRates } from '../ffd/vat.ts'
import { sumOf } from '../money.ts'
import type { RegisterIdentity } from '../register.ts'
import { externalCharset, printable } from './commands/charset.ts'
import { estimatedBytes, maxLineSum, maxQuantity, maxRequisiteBytes, maxSum, textLimits } from './receipt-limits.ts'
import { cashierRequisites, itemRequisites, receiptRequisites } from './requisites.ts'

type Check<T> = (subject: T, identity: RegisterIdentity) => string | undefined

const first = <T>(checks: readonly Check<T>[], subject: T, identity: RegisterIdentity): string | undefined => {
  for (const check of checks) {
    const objection = check(subject, identity)
    if (objection !== undefined) return objection
  }
  return undefined
}

const limitOf = (tag: number): { readonly name: string; readonly max: number } | undefined => textLimits[tag]

function tagObjection(tag: Tag): string | undefined {
  const limit = limitOf(tag.tag)
  const name = `${limit?.name ?? 'реквизит'} (тег ${tag.tag})`
  if (Array.isArray(tag.value)) {
    const inner = requisitesObjection(tag.value as Tags)
    if (inner !== undefined) return inner
  }
  if (typeof tag.value === 'string' && tag.value === '') return `Поле «${name}» пустое.`
  if ((typeof tag.value === 'string' || tag.value instanceof Uint8Array) && tag.value.length > (limit?.max ?? 256)) {
    return `Поле «${name}» длиннее ${limit?.max ?? 256} символов.`
  }
  const size = encodedSize(tag)
  if (size === undefined) return `Поле «${name}» содержит знаки, которых нет в кодировке кассы.`
  if (size > maxRequisiteBytes) {
    return `Поле «${name}» не помещается в один блок обмена с кассой (${maxRequisiteBytes} байт). Сократите его.`
  }
  return undefined
}

function encodedSize(tag: Tag): number | undefined {
  try {
    return encodeTags([tag], externalCharset).length
  } catch (error) {
    if (error instanceof LayoutError) return undefined
    throw error
  }
}

function requisitesObjection(tags: Tags): string | undefined {
  for (const tag of tags) {
    const objection = tagObjection(tag)
    if (objection !== undefined) return objection
  }
  return undefined
}

const itemChecks: readonly Check<FiscalItem>[] = [
  (item) => (printable(item.name, 128).trim() === '' ? 'Поле «наименование» (тег 1030) пустое.' : undefined),
  (item) =>
    item.price < 0n || item.price > maxLineSum || item.sum < 0n || item.sum > maxLineSum
      ? 'Цена (тег 1079) и сумма (тег 1043) должны быть от 0 до 99 999 999,99 руб.'
      : undefined,
  (item) =>
    item.quantity <= 0n || item.quantity > maxQuantity
      ? 'Количество (тег 1023) должно быть больше нуля и не больше 9 999 999,999.'
      : undefined,
  (item, { vatRates: known }) =>
    known.includes(item.vat)
      ? undefined
      : `Ставки «${vatRates[item.vat].label}» (тег 1199) нет в таблице налогов кассы. Обновите кассу или исправьте ставку товара.`,
  (item, { capabilities }) =>
    item.marking !== undefined && capabilities.marking === 'none'
      ? 'Маркированный товар на ФФД 1.2: команды проверки кодов маркировки в протоколе кассы не опубликованы, этот драйвер продать его не может. Пробейте чек в другой кассовой программе.'
      : undefined,
  (item) =>
    item.marking !== undefined && item.marking.productCode === undefined
      ? 'Маркированный товар без кода товара (тег 1162).'
      : undefined,
  (item) =>
    item.agent !== undefined && !/^(\d{10}|\d{12})$/.test(item.agent.supplierInn)
      ? 'ИНН поставщика (тег 1226) должен состоять из 10 или 12 цифр.'
      : undefined,
  (item, { ffd }) => requisitesObjection(itemRequisites(item, ffd)),
]

function itemsObjection(receipt: FiscalReceipt, identity: RegisterIdentity): string | undefined {
  for (const [index, item] of receipt.items.entries()) {
    const objection = first(itemChecks, item, identity)
    if (objection !== undefined)
      return `Позиция ${index + 1} («${Array.from(item.name).slice(0, 40).join('')}»). ${objection}`
  }
  return undefined
}

const receiptChecks: readonly Check<FiscalReceipt>[] = [
  (receipt) => (receipt.items.length === 0 ? 'В чеке нет ни одной позиции (тег 1059).' : undefined),
  (receipt, { capabilities }) =>
    estimatedBytes(receipt) > capabilities.maxReceiptBytes
      ? `Слишком много позиций (${receipt.items.length}): чек не поместится в фискальный документ. Разделите заказ на несколько чеков.`
      : undefined,
  (receipt, { taxSystems }) =>
    taxSystems.includes(receipt.taxSystem)
      ? undefined
      : `Система налогообложения (тег 1055, код ${receipt.taxSystem}) не зарегистрирована в кассе. Исправьте настройку или перерегистрируйте кассу.`,
  itemsObjection,
  (receipt) =>
    Object.values(receipt.payments).some((sum) => sum < 0n || sum > maxSum) ||
    receipt.total < 0n ||
    receipt.total > maxSum
      ? 'Сумма чека и каждая оплата должны быть от 0 до 42 949 672,95 руб.: больше не передаёт протокол кассы.'
      : undefined,
  (receipt) =>
    sumOf(receipt.items.map(({ sum }) => sum)) === receipt.total &&
    sumOf(Object.values(receipt.payments)) === receipt.total
      ? undefined
      : 'Сумма позиций, сумма оплат и итог чека (тег 1020) не равны друг другу.',
  (receipt) =>
    receipt.electronicOnly && receipt.buyer === undefined
      ? 'Электронный чек без печати требует телефон или e-mail покупателя (тег 1008).'
      : undefined,
  (receipt) =>
    receipt.cashier?.inn !== undefined && !/^\d{12}$/.test(receipt.cashier.inn)
      ? 'ИНН кассира (тег 1203) должен состоять из 12 цифр.'
      : undefined,
  (receipt, { ffd }) =>
    requisitesObjection([...cashierRequisites(receipt.cashier), ...receiptRequisites(receipt, ffd)]),
]

/** Undefined when nothing speaks against the receipt. */
export const receiptObjection = (receipt: FiscalReceipt, identity: RegisterIdentity): string | undefined =>
  first(receiptChecks, receipt, identity)
