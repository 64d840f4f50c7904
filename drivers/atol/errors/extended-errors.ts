/** Extended errors: what register 55 says after error EEh (protocol 6; one source). */
import type { AtolErrorTable } from './atol-error.ts'

export const extendedErrors = {
  257: {
    key: 'CORRECTION_ITEMS',
    english: 'more than one position in a correction receipt',
    class: 'state',
    registerCode: 'RECEIPT_REFUSED',
  },
  258: {
    key: 'CODES_IN_AUTONOMOUS_MODE',
    english: 'more than 10 positions with product codes in autonomous mode',
    class: 'limit',
    registerCode: 'RECEIPT_REFUSED',
  },
  259: {
    key: 'WRONG_TAX_SYSTEM',
    english: 'wrong taxation system',
    class: 'settings',
    registerCode: 'RECEIPT_REFUSED',
  },
  260: {
    key: 'TAX_RATE_FORBIDDEN',
    english: 'tax rate not allowed',
    class: 'parameter',
    registerCode: 'RECEIPT_REFUSED',
  },
  261: {
    key: 'METHOD_FORBIDDEN',
    english: 'item payment type not allowed',
    class: 'parameter',
    registerCode: 'RECEIPT_REFUSED',
  },
  262: {
    key: 'PRODUCT_CODE_FORBIDDEN',
    english: 'product code type not allowed',
    class: 'parameter',
    registerCode: 'RECEIPT_REFUSED',
  },
  263: {
    key: 'EXCISE_NOT_REGISTERED',
    english: 'excise goods not allowed',
    class: 'settings',
    registerCode: 'RECEIPT_REFUSED',
  },
  264: {
    key: 'DISCOUNT_WITH_UNIT_TAX',
    english: 'position discount forbidden when tax per unit is given',
    class: 'state',
    registerCode: 'RECEIPT_REFUSED',
  },
  265: {
    key: 'DISCOUNT_WITH_PRINTED_DISCOUNT',
    english: 'registering a discount forbidden when discount info is passed for print',
    class: 'state',
    registerCode: 'RECEIPT_REFUSED',
  },
  266: {
    key: 'OTHER_TAX_SYSTEM',
    english: "position with a taxation system other than the receipt's",
    class: 'settings',
    registerCode: 'RECEIPT_REFUSED',
  },
  513: {
    key: 'REQUISITE_REPEATED',
    english: 'requisite already written in this receipt',
    class: 'state',
    registerCode: 'STATE',
  },
  514: {
    key: 'REQUISITES_IN_FN_STATE',
    english: 'requisites cannot be programmed in this FN state',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  515: {
    key: 'REQUISITE_FIXED',
    english: 'requisite must not be changed at re-registration',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  516: {
    key: 'ILLEGAL_STATE_CHANGE',
    english: 'illegal change of state',
    class: 'state',
    registerCode: 'STATE',
  },
  517: {
    key: 'ILLEGAL_REQUISITES',
    english: 'illegal combination of requisites',
    class: 'parameter',
    registerCode: 'RECEIPT_REFUSED',
  },
  518: {
    key: 'REQUISITE_MISSING',
    english: 'a mandatory requisite is missing',
    class: 'parameter',
    registerCode: 'RECEIPT_REFUSED',
  },
  519: {
    key: 'ITEM_NOT_BEGUN',
    english: 'position buffer not open',
    class: 'state',
    registerCode: 'STATE',
  },
  520: {
    key: 'ITEM_BEGUN',
    english: 'receipt requisite sent while a position is open',
    class: 'state',
    registerCode: 'STATE',
  },
  521: {
    key: 'REQUISITE_PRINTED',
    english: 'requisite already printed',
    class: 'state',
    registerCode: 'STATE',
  },
  522: {
    key: 'REQUISITE_BUFFER_FULL',
    english: 'requisite buffer overflow',
    class: 'limit',
    registerCode: 'RECEIPT_REFUSED',
  },
  523: {
    key: 'BAD_REREGISTRATION_REASON',
    english: 'bad re-registration reason',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  769: {
    key: 'FISCAL_REPORT_INTERRUPTED',
    english: 'printing of a fiscal report interrupted, repeat the print command',
    class: 'state',
    registerCode: 'STATE',
  },
  770: {
    key: 'FN_UNRECOVERABLE',
    english: 'unrecoverable FN error',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  771: {
    key: 'FN_READING_INTERRUPTED',
    english: 'reading a document from the FN was interrupted',
    class: 'busy',
    registerCode: 'BUSY',
  },
} as const satisfies AtolErrorTable
