import type { RegisterReasons } from '../../../drivers/register-error.ts'
import type { TroubleCode, Wordings } from '../reasons/catalogue.ts'
import { roubles } from './amounts.ts'

/** What a register's trouble is called, in a few words. */
export const registerBriefs: Readonly<Record<TroubleCode, string>> = {
  LINK_LOST: 'no link to the register',
  PORT_BUSY: 'the port is taken',
  TIMEOUT: 'no answer in time',
  BUSY: 'the register is busy',
  PROTOCOL: 'an answer against the protocol',
  ABORTED: 'stopped',
  NO_PAPER: 'no paper',
  COVER_OPEN: 'cover open',
  PRINTER: 'the printer failed',
  CASH: 'not enough cash',
  SHIFT_EXPIRED: 'shift over 24 hours',
  SHIFT_CLOSED: 'the shift is closed',
  SHIFT_OPEN: 'the shift is open',
  STATE: 'the register is in another mode',
  CLOCK: 'the clock is wrong',
  FISCAL_MEMORY: 'the FN failed',
  OFD: 'documents do not reach the OFD',
  SETTINGS: 'the settings do not allow it',
  PASSWORD: 'the password was refused',
  WRONG_REGISTER: 'another register is connected',
  NO_DATA: 'the FN has no such data',
  NOT_SUPPORTED: 'the register cannot do that',
  RECEIPT_REFUSED: 'the data of the receipt were refused',
  INTERNAL: 'internal error of the bridge',
}

/** The same in full: what happened and what to do next. */
export const registerTexts: Readonly<Record<TroubleCode, string>> = {
  LINK_LOST: 'No link to the register. Check cable and power: it goes on by itself.',
  PORT_BUSY: "Another program holds the register's port. Close it: it goes on by itself.",
  TIMEOUT: 'The register did not answer in time. The bridge finds out by itself what became of the receipt.',
  BUSY: 'The register is busy with the operation before. The bridge tries again.',
  PROTOCOL: 'The answer was not of the protocol. If it repeats, check port and speed.',
  ABORTED: 'The operation was stopped on request. If it is still wanted, do it again.',
  NO_PAPER: 'No paper. Put a new roll in and close the cover: printing goes on by itself, do not sell again.',
  COVER_OPEN: 'The cover is open. Close it: printing goes on by itself.',
  PRINTER:
    'The printer failed. Check paper and cutter, switch the register off and on; if that does not help, call the service.',
  CASH: 'Not enough cash in the drawer to pay out. Put cash in: the refund or payout goes through after that.',
  SHIFT_EXPIRED:
    'The shift is over 24 hours. The bridge closes it and opens a new one; if that fails, close it: fiscal-bridge shift close.',
  SHIFT_CLOSED: 'The shift is closed. The bridge opens it by itself.',
  SHIFT_OPEN: 'The shift is open. The operation is possible only while it is closed: close it.',
  STATE: 'The register is in another mode. The bridge brings it back and tries again.',
  CLOCK: "The register's clock is wrong. Set its date and time while the shift is closed.",
  FISCAL_MEMORY: 'The fiscal memory failed. Call the service.',
  OFD: "The register is blocked: documents have not reached the OFD for long. Check the register's Internet and the OFD contract.",
  SETTINGS: 'Settings or licence of the register do not allow the operation. Call the service.',
  PASSWORD:
    'The register refused the password. Restore its factory passwords: 0000 for access, 30 for the system administrator.',
  WRONG_REGISTER: 'Another register is connected to the port. Connect the one that the settings name.',
  NO_DATA: 'The fiscal memory has no such data. Check the number of the document.',
  NOT_SUPPORTED: 'This register cannot do that. The receipt can be printed on another one.',
  RECEIPT_REFUSED:
    'The register refuses the data of the receipt. Check products, prices, VAT rates and payment in the order.',
  INTERNAL: 'Internal error of the bridge: see the log. It tries again by itself.',
}

/** Where more is known than the code says. */
export const registerDetails: Wordings<Omit<RegisterReasons, TroubleCode>> = {
  CASH_LIMITS: ({ max }) => `A sum of cash in or out must be more than zero and ${roubles(max)} at most.`,
  CLOCK_IN_OPEN_SHIFT: 'The shift is open: the clock is set while it is closed. Close the shift and try again.',
  OTHER_RECEIPT_OPEN:
    'Another receipt is being made on the register: by the cashier or another program. Wait for its end, the bridge goes on by itself.',
  FFD_UNKNOWN: ({ version }) =>
    `The register works by an unknown FFD version (code ${version}). 1.05, 1.1 or 1.2 is needed.`,
  SHIFT_STILL_OPEN:
    'The closing report was interrupted: the shift is still open. Check paper and cover of the register, the bridge tries again.',
}
