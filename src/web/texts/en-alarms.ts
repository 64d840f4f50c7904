import type { AlarmName } from '../../alarms/alarms.ts'
import { registerTexts } from '../../words/en/register.ts'

/** What the bridge says of an alarm in Russian, in English. */
export const alarms: Record<AlarmName, string> = {
  unresolved: 'The fate of a receipt is unknown and the register waits: compare with its paper and decide.',
  held: 'A receipt is held: the same one may be printed already, or was sold as another since it was refused. Decide.',
  overdue: 'A receipt waited too long: check other registers and decide.',
  restored:
    'The data are older than the register: a receipt may have been sold anew since. Look at Bitrix24 and decide.',
  'document-remark':
    'A document is registered, and the register wrote something of it otherwise (contact, VAT of a line, supplier, measure): do not sell again, compare.',
  'in-doubt':
    'For more than five minutes the bridge cannot find out what became of a receipt: check the link to the register; a converter must keep an idle line for 60 s. Do not sell again.',
  'register-trouble': 'The register cannot print: mend the cause, it goes on by itself.',
  'record-unreadable':
    'The file of a receipt is damaged or cannot be read: check the disk, restore it from the backup.',
  'archive-damaged': 'The archive of old receipts is damaged: restore the folder archive from the backup.',
  'store-failed': 'The disk takes no writes: free space or replace it; receipts are not accepted.',
  'print-refused': 'The bridge refused a receipt, there is no document: mend the cause and print it again in Bitrix24.',
  'shop-contact':
    'A receipt of the Internet shop goes to the shop’s address: the buyer’s contact is unusable, forward it.',
  'unknown-receipt':
    'Bitrix24 asks for a receipt that the bridge does not have: look into the backup or the OFD first.',
  'content-changed': 'The same check came with other content: the first was printed; refund it if it was wrong.',
  'contradicting-document': 'The FN holds a document that should not be there: run fiscal-bridge audit.',
  'document-unreadable': 'A document of the FN cannot be read: a receipt that may be it is not printed, decide.',
  'unclaimed-document': 'The FN holds a receipt whose record is lost: restore the backup.',
  'clock-drift': 'The clocks differ by more than 2 minutes: set the register’s while the shift is closed.',
  unconfirmed: 'Bitrix24 does not ask for a receipt: the answer may be lost, do not print it again.',
  'push-refused': 'Bitrix24 does not take results through the webhook: check it and its rights.',
  starvation: 'Four receipts or more wait long: Bitrix24 asks for five at most.',
  'receipts-waiting': 'Receipts wait for more than 10 minutes: look at the register.',
  'wrong-register': 'A register with another INN or serial number is connected.',
  'memory-reading':
    'The memory of the register is read so that nothing is printed twice: receipts wait, nothing to do.',
  'paper-low': 'Paper runs low: have a new roll ready.',
  'paper-out': registerTexts.NO_PAPER,
  'cover-open': registerTexts.COVER_OPEN,
  printer: registerTexts.PRINTER,
  'fn-expires-in-30-days': 'The FN expires within 30 days: order a new one.',
  'fn-expires-in-10-days': 'The FN expires within 10 days: fix the day of replacement.',
  'fn-expires-in-3-days': 'The FN expires within 3 days: replace it now.',
  'fn-expired': 'The FN has expired: close its archive and replace it.',
  'fn-memory': 'The FN is 90 % full: order a new one.',
  'fn-failed': 'The FN failed or is not in fiscal mode: call the service.',
  'ofd-silent-1-day': "Documents do not reach the OFD for a day: check the register's Internet.",
  'ofd-silent-3-days': "Documents do not reach the OFD for 3 days: check the register's Internet and the contract.",
  'ofd-silent-20-days':
    'Documents do not reach the OFD for 20 days; on day 30 the register stops: call the service today.',
  'ofd-blocked': 'Documents do not reach the OFD for 30 days, the register is blocked: restore its link.',
  'shift-not-closed': 'The shift could not be closed in time: check paper and cover, the bridge tries again.',
  'shift-expired': registerTexts.SHIFT_EXPIRED,
  'push-backlog': 'Results do not reach Bitrix24 for 10 minutes: check Internet and webhook; nothing is lost.',
  'tunnel-unreachable': 'The bridge is not seen from the Internet: check the tunnel; accepted receipts are printed.',
  'disk-space': 'Little space is left on the disk of the data: free some.',
}
