/** Settings, registration, licences (protocol 6). */
import type { AtolErrorTable } from './atol-error.ts'

export const settingsErrors = {
  27: {
    key: 'CASH_CONTROL_NOT_SET',
    english: 'cannot switch cash control off (payment types not set up)',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  122: {
    key: 'MODEL_CANNOT',
    english: 'this model cannot execute the command',
    class: 'settings',
    registerCode: 'NOT_SUPPORTED',
  },
  128: {
    key: 'FORBIDDEN_BY_SETTINGS',
    english: 'operation forbidden by settings table',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  158: {
    key: 'SERIAL_ALREADY_SET',
    english: 'serial number / MAC already set',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  165: {
    key: 'BAD_SERIAL',
    english: 'serial number not acceptable',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  166: {
    key: 'BAD_REGISTRATION_NUMBER',
    english: 'registration number (RNM) not acceptable',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  167: {
    key: 'BAD_INN',
    english: 'INN not acceptable',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  168: {
    key: 'NOT_FISCALISED',
    english: 'device not fiscalised',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  169: {
    key: 'NO_SERIAL',
    english: 'serial number not set',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  171: {
    key: 'MODE_NOT_ACTIVATED',
    english: 'mode not activated',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  174: {
    key: 'BAD_PROTECTION_CODE',
    english: 'wrong protection code or its number',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  176: {
    key: 'GENERAL_CLEARING',
    english: 'general clearing required',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  177: {
    key: 'NO_LICENCE',
    english: 'command not permitted by entered protection codes (licence)',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  190: {
    key: 'MAINTENANCE',
    english: 'maintenance required',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  200: {
    key: 'NO_DEVICE',
    english: 'no device that handles this command',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  222: {
    key: 'JOURNAL_CLEARING',
    english: 'electronic journal must be cleared',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  229: {
    key: 'SD_ERROR',
    english: 'SD card error',
    class: 'settings',
    registerCode: 'SETTINGS',
  },
  245: {
    key: 'EXCISE_FORBIDDEN',
    english: 'excise goods sale not allowed',
    class: 'settings',
    registerCode: 'RECEIPT_REFUSED',
  },
} as const satisfies AtolErrorTable
