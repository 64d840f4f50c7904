/** Modes: the low half of the mode byte is the mode, the high half the submode (protocol 4.2). */
import { bcd, u8 } from './codec.ts'
import { command } from './command.ts'

/** What `enterMode` takes. */
export const modes = { choice: 0, registration: 1, xReports: 2, zReports: 3, programming: 4, fiscalMemory: 6 } as const

/** Mode byte -> what the register does. */
export const modeNames: Readonly<Record<number, string>> = {
  0: 'choice',
  1: 'registration',
  17: 'registration: password entry',
  33: 'registration: section awaited',
  49: 'registration: void by barcode awaited',
  65: 'registration: receipt in payment',
  81: 'registration: deferred document waits for printing',
  97: 'registration: deferred document being printed',
  113: 'registration: document being formed',
  2: 'X reports',
  18: 'X reports: password entry',
  34: 'X reports: report in progress',
  50: 'X reports: service report in progress',
  3: 'Z reports',
  19: 'Z reports: password entry',
  35: 'Z reports: report in progress',
  51: 'Z reports: confirmation awaited',
  67: 'Z reports: date entry',
  83: 'Z reports: confirmation of general clearing awaited',
  99: 'Z reports: general clearing in progress',
  4: 'programming',
  20: 'programming: password entry',
  5: 'serial number entry',
  21: 'serial number entry: password entry',
  37: 'serial number entry: password awaited',
  53: 'serial number entry: number awaited',
  69: 'serial number entry: date awaited',
  6: 'fiscal memory access',
  38: 'fiscal memory access: report in progress',
  23: 'tables or registers being cleared',
  39: 'test run',
  55: 'time entry',
  71: 'tests',
  87: 'date entry after a clock failure',
  103: 'time entry after a clock failure',
  119: 'initialisation',
  135: 'confirmation of table clearing awaited',
  151: 'different memories',
  167: 'not initialised',
  183: 'locked: the date is before the last record of the FN',
  199: 'confirmation of the date awaited',
  215: 'notice of daylight saving time',
  231: 'locked by an error of the FN',
  247: 'general fault',
}

/** Mode bytes of an operation that goes on by itself and must be waited out: 1.6, 1.7, 2.2, 2.3, 3.2, 6.2, 7.1. */
export const workingModes: ReadonlySet<number> = new Set([0x61, 0x71, 0x22, 0x32, 0x23, 0x26, 0x17])

/** Only from mode 0: leave the present one first. */
export const enterMode = command({
  name: 'enterMode',
  code: 0x56,
  effect: 'write',
  request: { mode: u8, password: bcd(4) },
})

/** Out of a submode two of them may be needed. */
export const exitMode = command({ name: 'exitMode', code: 0x48, effect: 'write' })
