/** Error codes of ATOL's registers (protocol 6): what they say, and the driver's error that they become. */
import { type Reason, reasonsOf } from '../reason.ts'
import { type Outcome, RegisterError } from '../register-error.ts'
import type { AtolErrorTable, AtolReasons } from './errors/atol-error.ts'
import { deviceErrors } from './errors/device-errors.ts'
import { extendedErrors } from './errors/extended-errors.ts'
import { fiscalMemoryErrors } from './errors/fiscal-memory-errors.ts'
import { legacyErrors } from './errors/legacy-errors.ts'
import { parameterErrors } from './errors/parameter-errors.ts'
import { paymentErrors } from './errors/payment-errors.ts'
import { settingsErrors } from './errors/settings-errors.ts'
import { stateErrors } from './errors/state-errors.ts'

/** Every code of a reply's error byte. */
export const atolErrors = {
  ...stateErrors,
  ...deviceErrors,
  ...parameterErrors,
  ...paymentErrors,
  ...fiscalMemoryErrors,
  ...settingsErrors,
  ...legacyErrors,
} as const satisfies AtolErrorTable

/** Codes that the driver decides by, by name. */
export const errorCodes = {
  sameClockAgain: 22,
  reportInterrupted: 0x1a,
  wrongMode: 0x66,
  noPaper: 0x67,
  noPrinterLink: 0x68,
  mechanical: 0x69,
  busy: 0x76,
  shiftExpired: 0x88,
  shiftClosed: 0x8f,
  receiptClosed: 0x9a,
  receiptOpen: 0x9b,
  shiftOpen: 0x9c,
  nothingToPrint: 0xaa,
  overheated: 0xd1,
  noData: 0xda,
  extended: 0xee,
  fnShiftExpired: 0xf0,
} as const

/** What register 55 holds after error EEh. */
export interface ExtendedError {
  /** The command that failed. */
  readonly command: number
  readonly code: number
  readonly details: Uint8Array
}

const missingRequisite = 0x0206

const hexCode = (code: number, digits: number): string => `${code.toString(16).toUpperCase().padStart(digits, '0')}h`

/** The tag of error 0206h: the number follows the code, big-endian. */
function missingTag({ code, details }: ExtendedError): number | undefined {
  const [high, low] = details
  return code === missingRequisite && high !== undefined && low !== undefined ? high * 256 + low : undefined
}

export interface AtolDetails {
  /** Error 0206h, with the requisite that it misses. */
  ATOL_TAG_MISSING: { readonly tag: number }
  /** `error`: the code as the manual writes it, `0999h`. */
  ATOL_UNKNOWN: { readonly error: string }
}

/** What ATOL's registers say of a failure. */
export type AllAtolReasons = AtolReasons<typeof atolErrors & typeof extendedErrors> & AtolDetails

const atolReason = reasonsOf<AllAtolReasons>()

type Entry = (typeof atolErrors)[keyof typeof atolErrors] | (typeof extendedErrors)[keyof typeof extendedErrors]
type Entries = Readonly<Partial<Record<number, Entry>>>

const entryOf = (table: Entries, code: number): Entry | undefined => table[code]

/**
 * The driver's error for an error reply to `command` (its name, for the log). `outcome` is the caller's knowledge: an error
 * code never decides about a receipt (promise, rule 5). `extended` is register 55, read after EEh.
 */
export function toRegisterError(
  command: string,
  code: number,
  outcome: Outcome,
  extended?: ExtendedError,
): RegisterError {
  const named = code === errorCodes.extended && extended !== undefined
  const number = named ? hexCode(extended.code, 4) : hexCode(code, 2)
  const entry = named ? entryOf(extendedErrors, extended.code) : entryOf(atolErrors, code)
  if (entry === undefined) {
    return new RegisterError('PROTOCOL', outcome, `${command}: unknown error ${number}`, {
      reason: atolReason('ATOL_UNKNOWN', { error: number }),
    })
  }
  const tag = named ? missingTag(extended) : undefined
  const reason: Reason = tag === undefined ? atolReason(`ATOL_${entry.key}`) : atolReason('ATOL_TAG_MISSING', { tag })
  return new RegisterError(entry.registerCode, outcome, `${command}: ${entry.key} (${number}) ${entry.english}`, {
    reason,
  })
}
