import type { Kopecks, Quantity } from '../../../drivers/money.ts'
import type { FieldName, Place } from '../texts/places.ts'
import type { Problem } from '../texts/problem.ts'
import { type Amount, FieldReader } from './field-reader.ts'
import type { Field, Fields } from './fields.ts'
import type { PaymentObject } from './payment-objects.ts'
import { paymentObjects } from './payment-objects.ts'
import { type PaymentMethod, paymentMethods, type ReceiptType, receiptTypeOf, receiptTypes } from './receipt-types.ts'

export interface Supplier {
  readonly name: string | undefined
  readonly inn: string | undefined
  readonly phones: readonly string[]
}

export interface PrintItem extends Amount {
  readonly name: string
  /** Per unit, in millionths of a rouble: Bitrix24 may carry more than two decimals. */
  readonly exactPrice: bigint
  readonly quantity: Quantity
  /** OKEI code. */
  readonly measureCode: string | undefined
  /** Id of a VAT record of the portal, not a rate. */
  readonly vatId: string | undefined
  readonly object: PaymentObject | undefined
  readonly method: PaymentMethod | undefined
  readonly markingCode: string | undefined
  /** `nomenclature_code`: bytes of tag 1162, one character a byte. */
  readonly productCode: string | undefined
  readonly supplier: Supplier | undefined
}

export interface PrintPayment extends Amount {
  /** The portal's word for it: one of the four forms that every portal has, or one of its own. */
  readonly kind: string
}

/** What Bitrix24 asks to print, in its own words, with numbers that are exact. */
export interface PrintRequest {
  readonly type: ReceiptType
  /** Stable over re-sends of the same check: `check|<portal>|<id>`. */
  readonly uuid: string
  readonly items: readonly PrintItem[]
  readonly payments: readonly PrintPayment[]
  readonly total: Kopecks
  readonly clientEmail: string | undefined
  readonly clientPhone: string | undefined
  readonly serviceEmail: string | undefined
  /** Contacts that were sent and cannot be read: the sale goes on without them. */
  readonly unreadableContacts: readonly FieldName[]
  /** '' when the cashbox card has no register number. */
  readonly numberKkm: string
  readonly calculatedSign: string | undefined
  /** `date_create`, when the portal sent this, Unix ms; undefined where it says nothing that can be a time. */
  readonly sentAt: number | undefined
}

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const maxItems = 1_000
const maxPayments = 100
const maxName = 1_000
const maxUuid = 255

const uuidPlace = { kind: 'receipt', field: 'uuid' } as const

/** Which check a request is about, even where nothing else of it can be read. */
export const bitrixUuidOf = (fields: Fields): string | undefined =>
  new FieldReader().text(fields, 'uuid', uuidPlace, maxUuid)

/** Reads a request from its fields. Unknown keys are let pass, whatever is in them; all problems are told, ten at most. */
export function toPrintRequest(fields: Fields): Decoded<PrintRequest> {
  const reader = new FieldReader()
  const typePlace = { kind: 'receipt', field: 'type' } as const
  const type = reader.needed(typePlace, () => reader.oneOf(fields, 'type', receiptTypes, typePlace))
  const uuid = reader.needed(uuidPlace, () => reader.text(fields, 'uuid', uuidPlace, maxUuid))
  const total = reader.amount(fields, 'total_sum', { kind: 'receipt', field: 'total_sum' })?.sum

  const items = reader
    .list(fields, { kind: 'receipt', field: 'items' }, maxItems)
    .map((field, index) => toItem(reader, field, index + 1))
  const payments = reader
    // A receipt of nothing but gifts has no payment at all.
    .list(fields, { kind: 'receipt', field: 'payments' }, maxPayments, total === 0n)
    .map((field, index) => toPayment(reader, field, index + 1, type))

  const request = {
    type,
    uuid,
    items,
    payments,
    total,
    clientEmail: reader.contact(fields, 'client_email'),
    clientPhone: reader.contact(fields, 'client_phone'),
    serviceEmail: reader.contact(fields, 'service_email'),
    unreadableContacts: reader.unreadable,
    numberKkm: reader.text(fields, 'number_kkm', { kind: 'receipt', field: 'number_kkm' }) ?? '',
    sentAt: sentAtOf(fields.get('date_create')),
    calculatedSign: reader.text(fields, 'calculated_sign', { kind: 'receipt', field: 'calculated_sign' }),
  }
  return reader.problems.length === 0
    ? { ok: true, value: request as PrintRequest }
    : { ok: false, problems: reader.problems }
}

/** Unix seconds of this century: what cannot be a time is none, and costs no sale. */
const unixSeconds = /^[1-9]\d{8,9}$/

const sentAtOf = (field: Field | undefined): number | undefined =>
  typeof field === 'string' && unixSeconds.test(field) ? Number(field) * 1000 : undefined

function toItem(reader: FieldReader, field: Field, number: number): PrintItem | undefined {
  if (reader.full) return undefined
  if (typeof field === 'string') return reader.refuse('fieldNotList', { place: { kind: 'item', number } })
  const namePlace = { kind: 'item', number, field: 'name' } as const
  const name = reader.needed(namePlace, () => reader.prose(field, 'name', namePlace, maxName))
  const at = (key: FieldName): Place =>
    name === undefined ? { kind: 'item', number, field: key } : { kind: 'item', number, name, field: key }
  reader.currency(field, at('currency'))
  // What a manager typed comes before what the portal made of it.
  const exactPrice = reader.price(field, 'price', at('price'), false)
  const quantity = reader.quantity(field, 'quantity', at('quantity'))
  reader.price(field, 'base_price', at('base_price'), true)
  return {
    name,
    exactPrice,
    quantity,
    ...reader.amount(field, 'sum', at('sum')),
    measureCode: reader.text(field, 'measure_code', at('measure_code')),
    vatId: reader.text(field, 'vat', at('vat')),
    object: reader.oneOf(field, 'payment_object', paymentObjects, at('payment_object')),
    method: reader.oneOf(field, 'payment_method', paymentMethods, at('payment_method')),
    markingCode: reader.code(field, 'marking_code', at('marking_code'), maxName),
    productCode: bytesOf(field.get('nomenclature_code')),
    supplier: toSupplier(reader, field.get('supplier_info'), at('supplier_info')),
  } as PrintItem
}

const bytesOf = (field: Field | undefined): string | undefined =>
  typeof field === 'string' && field !== '' ? field : undefined

function toSupplier(reader: FieldReader, field: Field | undefined, place: Place): Supplier | undefined {
  if (field === undefined || field === '') return undefined
  if (typeof field === 'string') return reader.refuse('fieldNotList', { place })
  const phones = field.get('phones')
  const list = typeof phones === 'string' ? [phones] : [...(phones?.values() ?? [])]
  const supplier = {
    name: reader.prose(field, 'name', place, maxName),
    inn: reader.text(field, 'inn', place),
    phones: list.filter((phone): phone is string => typeof phone === 'string' && phone !== ''),
  }
  return supplier.name === undefined && supplier.inn === undefined && supplier.phones.length === 0
    ? undefined
    : supplier
}

function toPayment(
  reader: FieldReader,
  field: Field,
  number: number,
  type: ReceiptType | undefined,
): PrintPayment | undefined {
  if (typeof field === 'string') return reader.refuse('fieldNotList', { place: { kind: 'payment', number } })
  const place = { kind: 'payment', number, field: 'type' } as const
  reader.currency(field, { kind: 'payment', number, field: 'currency' })
  const amount = reader.amount(field, 'sum', { kind: 'payment', number, field: 'sum' })
  const kind = reader.needed(
    place,
    () =>
      reader.text(field, 'type', place) ??
      kindByFlag[String(field.get('is_cash'))] ??
      (type && receiptTypeOf(type).form),
  )
  return { kind, ...amount } as PrintPayment
}

/** The old flag: paid in cash, without, or by acquiring. */
const kindByFlag: Readonly<Record<string, string>> = { Y: 'cash', N: 'cashless', A: 'cashless' }
