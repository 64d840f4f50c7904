import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { deviceErrors } from '../../../drivers/atol/errors/device-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'
import { registerTexts } from './register.ts'

/** ATOL's errors of printer, power, links, clock and passwords, in English: what happened, then what to do. */
export const atolDevice: Wordings<AtolReasons<typeof deviceErrors>> = {
  ATOL_DATE_ENTRY_LOCK:
    'The register waits for its date to be typed in. Type date and time at the register, then try again.',
  ATOL_DATE_CONFIRMATION: 'The register wants the date confirmed. Send the same date once more to confirm it.',
  ATOL_MODE_LOCKED:
    'The register lets nobody into this mode. It was locked by wrong passwords. Wait some minutes and restore the factory passwords in it: 0000 and 30.',
  ATOL_CHECK_CLOCK:
    'The register asks to check its date and time. Compare them, and set the right ones while the shift is closed.',
  ATOL_CLOCK_BEHIND_FN:
    "The register's clock is behind its fiscal memory. It shows a time before the last document. Set the right date and time while the shift is closed.",
  ATOL_NO_PAPER: registerTexts.NO_PAPER,
  ATOL_NO_PRINTER_LINK:
    'The register does not reach its printer. Close the cover, switch the register off and on; if that does not help, call the service.',
  ATOL_MECHANICAL:
    'The printer failed mechanically. See whether paper is jammed or the cutter stuck; switch the register off and on.',
  ATOL_GSM_ERROR:
    'The GSM module failed. Check the SIM card and the signal: without a link the register sends nothing to the OFD.',
  ATOL_WRONG_PASSWORD: registerTexts.PASSWORD,
  ATOL_BAD_PASSWORD: 'The register does not take this password. Choose another one.',
  ATOL_NO_EXTERNAL_LINK:
    'The register does not reach an external device. Check the cable and the power of that device.',
  ATOL_OVERHEATED: 'The print head is too hot. Let it cool for some minutes: printing goes on.',
  ATOL_FN_WRONG_DATE:
    "The fiscal memory got a wrong date or time. Set the register's clock right while the shift is closed.",
  ATOL_LOW_POWER: 'The register has not enough power. Plug the power supply in or charge the battery.',
  ATOL_NO_OFD_TRANSPORT:
    "The fiscal memory has no connection to the OFD. Check the register's Internet: receipts do not reach the OFD for now.",
  ATOL_EXTENDED: 'The register did not name the cause. Try again later; if it repeats, call the service.',
  ATOL_FN_TIME_DIFFERENCE:
    'The time jumped between two operations of the fiscal memory. Check date and time of the register.',
}
