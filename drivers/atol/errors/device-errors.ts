/** Printer, power, links, clock, passwords (protocol 6). */
import type { AtolErrorTable } from './atol-error.ts'

export const deviceErrors = {
  21: {
    key: 'DATE_ENTRY_LOCK',
    english: 'device locked in date-entry state',
    class: 'clock',
    registerCode: 'CLOCK',
  },
  22: {
    key: 'DATE_CONFIRMATION',
    english: 'date entry must be confirmed (send date again)',
    class: 'clock',
    registerCode: 'CLOCK',
  },
  30: {
    key: 'MODE_LOCKED',
    english: 'mode entry locked (too many wrong passwords / busy)',
    class: 'password',
    registerCode: 'PASSWORD',
  },
  31: {
    key: 'CHECK_CLOCK',
    english: 'check date and time',
    class: 'clock',
    registerCode: 'CLOCK',
  },
  32: {
    key: 'CLOCK_BEHIND_FN',
    english: 'device clock is behind the FN',
    class: 'clock',
    registerCode: 'CLOCK',
  },
  103: {
    key: 'NO_PAPER',
    english: 'no paper',
    class: 'printer',
    registerCode: 'NO_PAPER',
  },
  104: {
    key: 'NO_PRINTER_LINK',
    english: 'no link to the receipt printer',
    class: 'printer',
    registerCode: 'PRINTER',
  },
  105: {
    key: 'MECHANICAL',
    english: 'mechanical error of the printer',
    class: 'printer',
    registerCode: 'PRINTER',
  },
  119: {
    key: 'GSM_ERROR',
    english: 'GSM module error',
    class: 'link',
    registerCode: 'OFD',
  },
  140: {
    key: 'WRONG_PASSWORD',
    english: 'wrong password',
    class: 'password',
    registerCode: 'PASSWORD',
  },
  164: {
    key: 'BAD_PASSWORD',
    english: 'password not acceptable',
    class: 'password',
    registerCode: 'PASSWORD',
  },
  201: {
    key: 'NO_EXTERNAL_LINK',
    english: 'no link to external device',
    class: 'link',
    registerCode: 'SETTINGS',
  },
  209: {
    key: 'OVERHEATED',
    english: 'printer head overheated',
    class: 'printer',
    registerCode: 'PRINTER',
  },
  217: {
    key: 'FN_WRONG_DATE',
    english: 'wrong date/time passed to FN',
    class: 'clock',
    registerCode: 'CLOCK',
  },
  230: {
    key: 'LOW_POWER',
    english: 'insufficient power',
    class: 'printer',
    registerCode: 'PRINTER',
  },
  233: {
    key: 'NO_OFD_TRANSPORT',
    english: 'no transport connection of FN (OFD session)',
    class: 'link',
    registerCode: 'OFD',
  },
  238: {
    key: 'EXTENDED',
    english: 'extended error: read register 55',
    class: 'extended',
    registerCode: 'PROTOCOL',
  },
  241: {
    key: 'FN_TIME_DIFFERENCE',
    english: 'wrong time difference between two FN operations',
    class: 'clock',
    registerCode: 'CLOCK',
  },
} as const satisfies AtolErrorTable
