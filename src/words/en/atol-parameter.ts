import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { parameterErrors } from '../../../drivers/atol/errors/parameter-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'

/** ATOL's errors of parameters, in English: what happened, then what to do. */
export const atolParameter: Wordings<AtolReasons<typeof parameterErrors>> = {
  ATOL_WRONG_PRICE: 'A price or a sum is wrong. Check prices and sums in the order and print the receipt again.',
  ATOL_WRONG_QUANTITY:
    'A quantity is wrong. Check the quantities in the order: the register takes 0.001 and more, with three decimals at most.',
  ATOL_WRONG_GOODS_CODE: 'A goods code is wrong. Check it in the catalogue.',
  ATOL_WRONG_BARCODE: 'A barcode is wrong. Check it in the catalogue.',
  ATOL_WRONG_FORMAT: 'The register does not take this format of data. Renew its firmware or call the service.',
  ATOL_WRONG_LENGTH:
    'The length of a command is wrong. Check that the FFD version of the register is supported, and renew its firmware.',
  ATOL_GOODS_NOT_FOUND: "The goods are not in the register's own base. Check the goods code.",
  ATOL_WEIGHT_BARCODE_QUANTITY: 'A weight barcode goes with quantity 1 only. Make the quantity 1.',
  ATOL_NOT_ENOUGH_GOODS: "The register's own base has not enough of the goods. Check the stock.",
  ATOL_VOID_ABOVE_SOLD: 'More is voided than was sold. Check the quantity.',
  ATOL_LOCKED_GOODS_NOT_FOUND: 'The locked goods are not in the receipt. Check the lines of the receipt.',
  ATOL_GOODS_NOT_SOLD: 'These goods were not sold in this receipt. Check the lines of the receipt.',
  ATOL_WRONG_RECEIPT_TYPE: 'The register makes no receipts of this type. Check the type of the receipt in the order.',
  ATOL_WRONG_REGISTER: 'This firmware has no such inner register. Renew the firmware.',
  ATOL_WRONG_TARGET: 'The register does not know this external device. Check the settings of the register.',
  ATOL_NO_SUCH_PICTURE:
    'There is no such picture or barcode in the register. Load it into the register or take it out of the header.',
  ATOL_WRONG_DISCOUNT: 'A discount or markup is wrong. Check the discounts in the order.',
  ATOL_WRONG_SECTION: 'The section is wrong. Check the sections in the settings of the register (table 7).',
  ATOL_PRODUCT_OVERFLOW: 'Price by quantity is beyond the limit of the register. Split the line of the order.',
  ATOL_WRONG_TABLE: 'This firmware has no such table of settings. Renew the firmware.',
  ATOL_WRONG_ROW: 'This firmware has no such row in the table. Renew the firmware.',
  ATOL_WRONG_FIELD: 'This firmware has no such field in the table. Renew the firmware.',
  ATOL_WRONG_DATE: 'The date is wrong. Check the date that is sent to the register.',
  ATOL_WRONG_TIME: 'The time is wrong. Check the time that is sent to the register.',
  ATOL_WRONG_SHIFT_NUMBER: 'The register has no shift of that number. Check the number.',
  ATOL_WRONG_REPORT: 'The register has no report of this type. Choose another report.',
  ATOL_WRONG_DIVIDER: 'A divider is wrong. Check quantity and price in the order.',
  ATOL_TAX_ABOVE_SUM: 'The tax is more than the sum. Check the VAT rates of the products.',
  ATOL_TAX_VOID_ABOVE: 'More tax is voided than was charged. Check the VAT rates of the products.',
  ATOL_WRONG_FN_PARAMETER: 'The fiscal memory did not take the data. Check INN, phone, address and names in the order.',
  ATOL_UNKNOWN_COMMAND: "The register's firmware does not know the command. Renew the firmware.",
  ATOL_DATA_MISSING: "The register's firmware misses data in the command. Renew the firmware.",
}
