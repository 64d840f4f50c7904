import type { Language, Phrase } from '../../base/language.ts'

/** Where in a request something is: a line by its place in the list (from 1) and name, a payment, or the receipt itself. */
export type Place =
  | { readonly kind: 'item'; readonly number: number; readonly name?: string; readonly field?: FieldName }
  | { readonly kind: 'payment'; readonly number: number; readonly field?: FieldName }
  | { readonly kind: 'receipt'; readonly field: FieldName }

/** Keys of a request as a manager would call them. */
export const fieldNames = {
  type: { ru: 'тип чека', en: 'receipt type' },
  uuid: { ru: 'номер чека', en: 'receipt number' },
  items: { ru: 'товары', en: 'items' },
  payments: { ru: 'оплаты', en: 'payments' },
  total_sum: { ru: 'итог чека', en: 'total' },
  client_email: { ru: 'e-mail покупателя', en: "buyer's e-mail" },
  client_phone: { ru: 'телефон покупателя', en: "buyer's phone" },
  service_email: { ru: 'e-mail магазина', en: "shop's e-mail" },
  number_kkm: { ru: 'номер кассы', en: 'register number' },
  calculated_sign: { ru: 'признак расчёта', en: 'sign of settlement' },
  name: { ru: 'название', en: 'name' },
  price: { ru: 'цена', en: 'price' },
  base_price: { ru: 'цена без скидки', en: 'price before discount' },
  sum: { ru: 'сумма', en: 'sum' },
  quantity: { ru: 'количество', en: 'quantity' },
  measure_code: { ru: 'единица измерения', en: 'measure' },
  vat: { ru: 'НДС', en: 'VAT' },
  payment_object: { ru: 'предмет расчёта', en: 'subject of settlement' },
  payment_method: { ru: 'способ расчёта', en: 'method of settlement' },
  marking_code: { ru: 'код маркировки', en: 'marking code' },
  currency: { ru: 'валюта', en: 'currency' },
  supplier_info: { ru: 'поставщик', en: 'supplier' },
} as const satisfies Record<string, Phrase>

export type FieldName = keyof typeof fieldNames

/** Keys that mean something else within a payment. */
const paymentFieldNames: Partial<Record<FieldName, Phrase>> = {
  type: { ru: 'форма оплаты', en: 'form of payment' },
}

/** Longest piece of a request that is repeated in a text. */
const maxQuote = 60

/** A piece of a request made fit for a text: no control characters, not too long. */
export function quote(text: string, limit = maxQuote): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  const characters = Array.from(plain)
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : plain
}

const owner: Record<Language, (place: Place) => string> = {
  ru: (place) => {
    if (place.kind === 'receipt') return 'Чек'
    if (place.kind === 'payment') return `Оплата ${place.number}`
    return place.name === undefined ? `Товар ${place.number}` : `Товар ${place.number} «${quote(place.name)}»`
  },
  en: (place) => {
    if (place.kind === 'receipt') return 'Receipt'
    if (place.kind === 'payment') return `Payment ${place.number}`
    return place.name === undefined ? `Item ${place.number}` : `Item ${place.number} "${quote(place.name)}"`
  },
}

function labelOf(place: Place, field: FieldName): Phrase {
  const special = place.kind === 'payment' ? paymentFieldNames[field] : undefined
  return special ?? fieldNames[field]
}

/** `Товар 2 «Шнурки», количество (quantity)`. */
export function describePlace(place: Place, language: Language): string {
  const { field } = place
  const label = field === undefined ? '' : `, ${labelOf(place, field)[language]} (${field})`
  return owner[language](place) + label
}
