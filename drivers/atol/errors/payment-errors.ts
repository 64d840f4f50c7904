/** Payments and limits (protocol 6). */
import type { AtolErrorTable } from './atol-error.ts'

export const paymentErrors = {
  11: {
    key: 'CASH_OVERFLOW',
    english: 'cash counter overflow',
    class: 'limit',
    registerCode: 'CASH',
  },
  63: {
    key: 'RECEIPT_BUFFER_OVERFLOW',
    english: 'receipt buffer overflow',
    class: 'limit',
    registerCode: 'RECEIPT_REFUSED',
  },
  110: {
    key: 'PICTURE_ARRAY_FULL',
    english: 'no room in picture/barcode array',
    class: 'limit',
    registerCode: 'SETTINGS',
  },
  112: {
    key: 'VOID_ABOVE_PAID',
    english: 'void sum greater than received with this payment type',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  113: {
    key: 'NON_CASH_ABOVE_TOTAL',
    english: 'non-cash payments exceed receipt total',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  114: {
    key: 'PAID_LESS_THAN_TOTAL',
    english: 'payments less than receipt total',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  115: {
    key: 'TOTALS_BELOW_REFUND',
    english: 'accumulator smaller than refund/annul amount',
    class: 'payment',
    registerCode: 'CASH',
  },
  117: {
    key: 'PAYMENTS_OVERFLOW',
    english: 'payment sum overflow',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  126: {
    key: 'WRONG_PAYMENT_FORM',
    english: 'wrong payment type',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  129: {
    key: 'TOTAL_OVERFLOW',
    english: 'receipt total overflow',
    class: 'limit',
    registerCode: 'RECEIPT_REFUSED',
  },
  132: {
    key: 'TAPE_OVERFLOW',
    english: 'control tape buffer overflow',
    class: 'limit',
    registerCode: 'SETTINGS',
  },
  134: {
    key: 'TENDERED_TOO_LITTLE',
    english: 'tendered sum less than receipt total',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  150: {
    key: 'SECTION_BELOW_VOID',
    english: 'section sum in receipt less than void sum',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  151: {
    key: 'NO_CHANGE_POSSIBLE',
    english: 'change cannot be computed',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  152: {
    key: 'NOT_ENOUGH_CASH',
    english: 'not enough cash in the register for pay-out',
    class: 'payment',
    registerCode: 'CASH',
  },
  179: {
    key: 'FORM_FORBIDDEN',
    english: 'receipt cannot be closed with this payment type (positions without cash control)',
    class: 'payment',
    registerCode: 'RECEIPT_REFUSED',
  },
  220: {
    key: 'BUFFER_FULL',
    english: 'buffer overflow',
    class: 'limit',
    registerCode: 'BUSY',
  },
  232: {
    key: 'TLV_TOO_LONG',
    english: 'FN TLV size exceeded',
    class: 'limit',
    registerCode: 'RECEIPT_REFUSED',
  },
  243: {
    key: 'TOO_MANY_ITEMS',
    english: 'too many positions in document',
    class: 'limit',
    registerCode: 'RECEIPT_REFUSED',
  },
  246: {
    key: 'RECEIPT_TOO_LARGE',
    english: 'receipt larger than maximum',
    class: 'limit',
    registerCode: 'RECEIPT_REFUSED',
  },
} as const satisfies AtolErrorTable
