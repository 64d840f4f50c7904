import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { paymentErrors } from '../../../drivers/atol/errors/payment-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'
import { registerTexts } from './register.ts'

const splitOrder = 'Split the order into several receipts.'

/** ATOL's errors of payments and limits, in English: what happened, then what to do. */
export const atolPayment: Wordings<AtolReasons<typeof paymentErrors>> = {
  ATOL_CASH_OVERFLOW: 'The cash counter is full. Pay cash out, close the shift, then try again.',
  ATOL_RECEIPT_BUFFER_OVERFLOW: `The receipt has too many lines. ${splitOrder}`,
  ATOL_PICTURE_ARRAY_FULL: 'The register has no room for pictures. Clear its memory of pictures.',
  ATOL_VOID_ABOVE_PAID: 'More is voided than was paid in this form. Check the payments of the order.',
  ATOL_NON_CASH_ABOVE_TOTAL:
    'Payments other than cash exceed the total. Cashless, advance and credit together are more than the total: check the payments of the order.',
  ATOL_PAID_LESS_THAN_TOTAL: 'The payments are less than the total. Check the payments of the order.',
  ATOL_TOTALS_BELOW_REFUND: 'The register has taken in less than is refunded. Put cash in and try again.',
  ATOL_PAYMENTS_OVERFLOW: `The payments are beyond the limit of the register. ${splitOrder}`,
  ATOL_WRONG_PAYMENT_FORM:
    'The register does not know this form of payment. Check the forms of payment in the register (table 12).',
  ATOL_TOTAL_OVERFLOW: `The total is beyond the limit of the register. ${splitOrder}`,
  ATOL_TAPE_OVERFLOW: 'The buffer of the control tape is full. Close the shift.',
  ATOL_TENDERED_TOO_LITTLE: 'Less was tendered than the total. Check the payments of the order.',
  ATOL_SECTION_BELOW_VOID: 'More is voided than the section holds. Check the sums by section.',
  ATOL_NO_CHANGE_POSSIBLE: 'The register cannot work out the change. Check the payments of the order.',
  ATOL_NOT_ENOUGH_CASH: registerTexts.CASH,
  ATOL_FORM_FORBIDDEN: 'The receipt cannot be closed with this form of payment. Check the payments of the order.',
  ATOL_BUFFER_FULL: "The register's buffer is full. Wait: the bridge tries again when there is room.",
  ATOL_TLV_TOO_LONG: 'A requisite is too long. Shorten names and addresses in the order.',
  ATOL_TOO_MANY_ITEMS: `The receipt has too many lines for this register. ${splitOrder}`,
  ATOL_RECEIPT_TOO_LARGE: `The receipt is too large. ${splitOrder}`,
}
