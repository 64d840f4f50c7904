import type { Method } from '../../../drivers/ffd/method-payments.ts'
import type { Settlement } from '../../../drivers/ffd/receipt.ts'

interface ReceiptTypeEntry {
  readonly settlement: Extract<Settlement, 'sale' | 'sale-return'>
  /** Tag 1214 of lines without `payment_method`: Bitrix24 leaves it out for repayment returns. */
  readonly method: Method
  /** Tags 1214 that its lines may have in the end: a `sell` is any sale, the others are named after theirs. */
  readonly methods: readonly Method[]
  /** Tag 1212 of lines without `payment_object`; undefined where Bitrix24 always sends one. */
  readonly subject?: 10
  /** Form of a payment that names none. */
  readonly form?: 'cash' | 'cashless' | 'credit'
}

const any: readonly Method[] = [1, 2, 3, 4, 5, 6, 7]

/** The 17 receipt types of a REST cashbox (fiscal-data 3.3). A refund of a sale is always 1054 = 2. */
export const receiptTypes = {
  sell: { settlement: 'sale', method: 4, methods: any },
  sellreturn: { settlement: 'sale-return', method: 4, methods: any, form: 'cashless' },
  sellreturncash: { settlement: 'sale-return', method: 4, methods: any, form: 'cash' },
  advancepayment: { settlement: 'sale', method: 3, methods: [3], subject: 10 },
  advancereturn: { settlement: 'sale-return', method: 3, methods: [3], subject: 10, form: 'cashless' },
  advancereturncash: { settlement: 'sale-return', method: 3, methods: [3], subject: 10, form: 'cash' },
  prepayment: { settlement: 'sale', method: 2, methods: [2], subject: 10 },
  prepaymentreturn: { settlement: 'sale-return', method: 2, methods: [2], subject: 10, form: 'cashless' },
  prepaymentreturncash: { settlement: 'sale-return', method: 2, methods: [2], subject: 10, form: 'cash' },
  fullprepayment: { settlement: 'sale', method: 1, methods: [1], subject: 10 },
  fullprepaymentreturn: { settlement: 'sale-return', method: 1, methods: [1], subject: 10, form: 'cashless' },
  fullprepaymentreturncash: { settlement: 'sale-return', method: 1, methods: [1], subject: 10, form: 'cash' },
  credit: { settlement: 'sale', method: 6, methods: [6], form: 'credit' },
  creditreturn: { settlement: 'sale-return', method: 6, methods: [6], form: 'credit' },
  creditpayment: { settlement: 'sale', method: 7, methods: [7], subject: 10 },
  creditpaymentreturn: { settlement: 'sale-return', method: 7, methods: [7], subject: 10, form: 'cashless' },
  creditpaymentreturncash: { settlement: 'sale-return', method: 7, methods: [7], subject: 10, form: 'cash' },
} as const satisfies Record<string, ReceiptTypeEntry>

export type ReceiptType = keyof typeof receiptTypes

export const receiptTypeOf = (type: ReceiptType): ReceiptTypeEntry => receiptTypes[type]

/** Values of `payment_method` -> tag 1214 (fiscal-data 3.2). */
export const paymentMethods = {
  full_prepayment: 1,
  prepayment: 2,
  advance: 3,
  full_payment: 4,
  partial_payment: 5,
  credit: 6,
  credit_payment: 7,
} as const satisfies Record<string, Method>

export type PaymentMethod = keyof typeof paymentMethods

/** Values of `payments[n].type` that every portal has; what others mean is a setting. */
export const ownPaymentForms: ReadonlySet<string> = new Set(['cash', 'cashless', 'advance', 'credit'])
