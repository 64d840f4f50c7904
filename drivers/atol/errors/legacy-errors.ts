/** Codes of older generations, not seen on registers with an FN (protocol 6). */
import type { AtolErrorTable } from './atol-error.ts'

export const legacyErrors = {
  1: {
    key: 'TAPE_PROCESSED',
    english: 'control tape processed without errors',
    class: 'legacy',
    registerCode: 'STATE',
  },
  9: {
    key: 'WRONG_COMMAND_LENGTH',
    english: 'wrong command length',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  50: {
    key: 'ORDER_TABLE_OVERFLOW',
    english: 'order table overflow',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  51: {
    key: 'RETURN_IMPOSSIBLE',
    english: 'goods return impossible',
    class: 'legacy',
    registerCode: 'RECEIPT_REFUSED',
  },
  68: {
    key: 'MEMO_LOCKED',
    english: 'Memo Plus locked by PC',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  69: {
    key: 'MEMO_CHECKSUM',
    english: 'Memo Plus settings checksum error',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  70: {
    key: 'WRONG_DEVICE_COMMAND',
    english: 'wrong command from the device',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  141: {
    key: 'TAPE_NOT_FULL',
    english: 'control tape buffer not full',
    class: 'legacy',
    registerCode: 'STATE',
  },
  157: {
    key: 'WAITS_FM_PASSWORD',
    english: 'locked, waiting for fiscal-memory password',
    class: 'legacy',
    registerCode: 'PASSWORD',
  },
  160: {
    key: 'FISCAL_MEMORY_ERROR',
    english: 'fiscal memory error',
    class: 'legacy',
    registerCode: 'FISCAL_MEMORY',
  },
  180: {
    key: 'WRONG_ROUTE',
    english: 'wrong route number',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  181: {
    key: 'WRONG_START_ZONE',
    english: 'wrong start zone',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  182: {
    key: 'WRONG_END_ZONE',
    english: 'wrong end zone',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  183: {
    key: 'WRONG_FARE_TYPE',
    english: 'wrong fare type',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  184: {
    key: 'WRONG_FARE',
    english: 'wrong fare',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  202: {
    key: 'DISPENSER_STATE',
    english: 'fuel dispenser state error',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  204: {
    key: 'WRONG_DISPENSER',
    english: 'wrong dispenser number',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  206: {
    key: 'WRONG_TARGET_OLD',
    english: 'wrong target device (old)',
    class: 'legacy',
    registerCode: 'NOT_SUPPORTED',
  },
  207: {
    key: 'ACTIVATIONS_USED',
    english: '20 activations done (EKLZ)',
    class: 'legacy',
    registerCode: 'FISCAL_MEMORY',
  },
  254: {
    key: 'REPORT_BROKEN',
    english: 'report was interrupted (driver-side code)',
    class: 'legacy',
    registerCode: 'STATE',
  },
  255: {
    key: 'KEYS_PRESSED',
    english: 'several keys pressed (old)',
    class: 'legacy',
    registerCode: 'STATE',
  },
} as const satisfies AtolErrorTable
