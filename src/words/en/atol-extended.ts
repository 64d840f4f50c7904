import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { extendedErrors } from '../../../drivers/atol/errors/extended-errors.ts'
import type { AtolDetails } from '../../../drivers/atol/errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'

const startsAnew = 'The bridge cancels the open receipt and begins it anew, there is nothing to do.'
const fillIn = 'Fill it in, in the order or in the settings of the bridge.'

/** ATOL's extended errors (register 55) and unknown ones, in English: what happened, then what to do. */
export const atolExtended: Wordings<AtolReasons<typeof extendedErrors> & AtolDetails> = {
  ATOL_CORRECTION_ITEMS: 'The correction receipt has more than one line. Leave one line in it.',
  ATOL_CODES_IN_AUTONOMOUS_MODE:
    'More than 10 lines with marking codes in autonomous mode. Split the order: 10 goods with marking codes in a receipt at most.',
  ATOL_WRONG_TAX_SYSTEM:
    'The tax system is wrong. Put the tax system that the register is registered with into the settings of the bridge.',
  ATOL_TAX_RATE_FORBIDDEN:
    'The register does not know this VAT rate. Renew its firmware or correct the rate of the product.',
  ATOL_METHOD_FORBIDDEN: 'The register does not take this method of settlement. Check the type of the receipt.',
  ATOL_PRODUCT_CODE_FORBIDDEN:
    'The register does not take this kind of marking code. Check the marking code of the goods.',
  ATOL_EXCISE_NOT_REGISTERED:
    'The register may not sell excise goods. Take them out of the order or register the register anew.',
  ATOL_DISCOUNT_WITH_UNIT_TAX: 'No discount on a line whose tax is given per unit. Take the discount off that line.',
  ATOL_DISCOUNT_WITH_PRINTED_DISCOUNT:
    'No second discount where one is printed already. Take one of the two discounts off that line.',
  ATOL_OTHER_TAX_SYSTEM:
    'A line has another tax system than the receipt. Split the order: one tax system in a receipt.',
  ATOL_REQUISITE_REPEATED: `A requisite was sent twice. ${startsAnew}`,
  ATOL_REQUISITES_IN_FN_STATE:
    'Requisites cannot be set in this state of the fiscal memory. It is missing, or its archive is closed: call the service.',
  ATOL_REQUISITE_FIXED: 'A new registration cannot change this requisite. It changes only with a new fiscal memory.',
  ATOL_ILLEGAL_STATE_CHANGE: `Such a change of state is not allowed. ${startsAnew}`,
  ATOL_ILLEGAL_REQUISITES:
    'These requisites do not go together. Check agent, supplier and buyer in the order, and the FFD version of the register.',
  ATOL_REQUISITE_MISSING: `A mandatory requisite is missing. ${fillIn}`,
  ATOL_TAG_MISSING: ({ tag }) => `A mandatory requisite is missing (tag ${tag}). ${fillIn}`,
  ATOL_ITEM_NOT_BEGUN: `No line was begun. ${startsAnew}`,
  ATOL_ITEM_BEGUN: `A requisite of the receipt came inside a line. ${startsAnew}`,
  ATOL_REQUISITE_PRINTED: `The requisite is printed already. ${startsAnew}`,
  ATOL_REQUISITE_BUFFER_FULL:
    'The requisites do not fit into the register. Shorten names and addresses or split the order.',
  ATOL_BAD_REREGISTRATION_REASON:
    'The register does not take this reason of a new registration. Choose another reason.',
  ATOL_FISCAL_REPORT_INTERRUPTED:
    'The printing of a fiscal report was interrupted. The report is in the fiscal memory already: put paper in and print it to its end.',
  ATOL_FN_UNRECOVERABLE:
    'The fiscal memory failed for good. The register cannot sell: call the service, the fiscal memory must be replaced.',
  ATOL_FN_READING_INTERRUPTED: 'The reading of a document was interrupted. Wait: the bridge reads it once more.',
  ATOL_UNKNOWN: ({ error }) =>
    `The register answered with error ${error}, which the bridge does not know. Look it up in the register's manual or call the service.`,
}
