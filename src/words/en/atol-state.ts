import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { stateErrors } from '../../../drivers/atol/errors/state-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'
import { registerTexts } from './register.ts'

const startsAnew = 'The bridge cancels the open receipt and begins it anew, there is nothing to do.'

/** ATOL's errors of states, order of commands and waiting, in English: what happened, then what to do. */
export const atolState: Wordings<AtolReasons<typeof stateErrors>> = {
  ATOL_VOID_IMPOSSIBLE: `The last operation cannot be voided. ${startsAnew}`,
  ATOL_VOID_BY_CODE_IMPOSSIBLE: `The receipt has fewer goods of that code than are voided. ${startsAnew}`,
  ATOL_REPEAT_IMPOSSIBLE: `The last operation cannot be repeated. ${startsAnew}`,
  ATOL_SECOND_DISCOUNT: `No second discount on one operation. ${startsAnew}`,
  ATOL_DISCOUNT_IMPOSSIBLE: `No discount or markup on the last operation. ${startsAnew}`,
  ATOL_NO_MORE_DATA: 'There are no more data to hand over. There is nothing to do.',
  ATOL_SALE_UNCONFIRMED: `A sale was neither confirmed nor cancelled. ${startsAnew}`,
  ATOL_REPORT_INTERRUPTED: 'A Z report was interrupted. Finish it: put paper in and close the shift once more.',
  ATOL_WRONG_MODE:
    'The register is in another mode. The bridge brings it back and tries again; do not work at the register by hand.',
  ATOL_NO_MORE_LINES: 'There are no more lines of the picture. There is nothing to do.',
  ATOL_PREVIOUS_UNFINISHED:
    'The previous operation has not ended. Wait: the bridge tries again when the register is done.',
  ATOL_AFTER_DISCOUNT: `Not possible after a discount or markup. ${startsAnew}`,
  ATOL_ANNUL_OPEN: `An annulment receipt is open. ${startsAnew}`,
  ATOL_REFUND_OPEN: `A refund receipt is open. ${startsAnew}`,
  ATOL_SHIFT_EXPIRED: registerTexts.SHIFT_EXPIRED,
  ATOL_SALE_OPEN: `A sale receipt is open. ${startsAnew}`,
  ATOL_TAPE_IN_WORK: 'The register processes its control tape. Wait until it is done.',
  ATOL_SHIFT_CLOSED: registerTexts.SHIFT_CLOSED,
  ATOL_RECEIPT_CLOSED:
    'The receipt is closed already. The bridge looks into the fiscal memory whether it was registered.',
  ATOL_RECEIPT_OPEN: `A receipt is open. ${startsAnew}`,
  ATOL_SHIFT_OPEN: registerTexts.SHIFT_OPEN,
  ATOL_NOTHING_TO_PRINT:
    'There is nothing to print. The last document may not have been closed: choose a document by its number.',
  ATOL_RECEIPT_NOT_IN_JOURNAL: 'The journal has no such receipt. Check the number.',
  ATOL_JOURNAL_END: 'The journal has no more records. There is nothing to do.',
  ATOL_NO_BUFFER_DATA: 'The buffer of the register has no data. There is nothing to do.',
  ATOL_DISCOUNT_NOT_CANCELLED: `The discount cannot be cancelled. ${startsAnew}`,
  ATOL_MORE_THAN_ONE_ITEM: `The receipt has more than one line. ${startsAnew}`,
  ATOL_FN_NO_DATA: registerTexts.NO_DATA,
  ATOL_NO_SECOND_COPY: 'The register prints no second fiscal copy. Print a copy of the document by its number.',
  ATOL_TAX_IMPOSSIBLE: `No tax can be charged on the last operation. ${startsAnew}`,
  ATOL_FN_SHIFT_EXPIRED: registerTexts.SHIFT_EXPIRED,
}
