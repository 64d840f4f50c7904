/** The fiscal memory and the OFD (protocol 6). */
import type { AtolErrorTable } from './atol-error.ts'

export const fiscalMemoryErrors = {
  33: {
    key: 'ARCHIVE_NOT_CLOSED',
    english: 'cannot close the FN archive',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  138: {
    key: 'FISCAL_MEMORY_OVERFLOW',
    english: 'fiscal memory overflow',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  159: {
    key: 'REREGISTRATIONS_USED',
    english: 're-registration limit exhausted',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  186: {
    key: 'FN_MODULE_EXCHANGE',
    english: 'exchange error with the fiscal module',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  191: {
    key: 'SHIFTS_DIFFER',
    english: 'shift numbers of device and FN differ',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  208: {
    key: 'FN_NOT_FOR_DEVICE',
    english: 'this FN cannot be activated in this device',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  210: {
    key: 'FN_I2C',
    english: 'FN exchange error, I2C level',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  211: {
    key: 'FN_FORMAT',
    english: 'FN transfer format error',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  212: {
    key: 'FN_STATE',
    english: 'wrong FN state',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  213: {
    key: 'FN_FAULT',
    english: 'unrecoverable FN error',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  214: {
    key: 'FN_CRYPTO',
    english: 'FN crypto coprocessor error',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  215: {
    key: 'FN_EXPIRED',
    english: 'FN service life expired',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  216: {
    key: 'FN_FULL',
    english: 'FN archive full',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  219: {
    key: 'FN_TOTAL_OVERFLOW',
    english: 'FN overflow (receipt total)',
    class: 'fiscal-memory',
    registerCode: 'RECEIPT_REFUSED',
  },
  225: {
    key: 'WRONG_FN_NUMBER',
    english: 'wrong FN number',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  234: {
    key: 'FN_CRYPTO_USED',
    english: 'FN crypto resource exhausted',
    class: 'fiscal-memory',
    registerCode: 'FISCAL_MEMORY',
  },
  235: {
    key: 'OFD_STORAGE_FULL',
    english: 'FN storage for documents awaiting OFD exhausted',
    class: 'ofd',
    registerCode: 'OFD',
  },
  236: {
    key: 'OFD_MESSAGE_REFUSED',
    english: 'message from OFD not accepted by FN',
    class: 'ofd',
    registerCode: 'OFD',
  },
  237: {
    key: 'UNSENT_DOCUMENTS',
    english: 'FN holds unsent documents',
    class: 'ofd',
    registerCode: 'OFD',
  },
  239: {
    key: 'OFD_30_DAYS',
    english: 'FN wait-for-transfer resource exhausted (30-day OFD limit)',
    class: 'ofd',
    registerCode: 'OFD',
  },
} as const satisfies AtolErrorTable
