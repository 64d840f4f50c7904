import { type NoValues, type Reason, reasonsOf } from './reason.ts'

/** What is known about the receipt when a call failed: certainly none, certainly registered, or not known. */
export type Outcome = 'not-registered' | 'registered' | 'unknown'

/**
 * Who ends the trouble: `wait` time alone or the driver's next try · `operator` somebody in the shop ·
 * `service` a service engineer or the owner · `refuse` nobody, this receipt can never be registered.
 */
export type Remedy = 'wait' | 'operator' | 'service' | 'refuse'

interface Entry {
  readonly remedy: Remedy
  /** The register itself was not heard: whatever was seen of it before may be over. */
  readonly silent?: true
}

/** Every way in which a register fails, for drivers of any make. Stable codes: they stand in records, logs and the README beside. */
export const registerErrors = {
  LINK_LOST: { remedy: 'wait', silent: true },
  PORT_BUSY: { remedy: 'operator', silent: true },
  TIMEOUT: { remedy: 'wait', silent: true },
  BUSY: { remedy: 'wait' },
  PROTOCOL: { remedy: 'wait' },
  ABORTED: { remedy: 'wait' },
  NO_PAPER: { remedy: 'operator' },
  COVER_OPEN: { remedy: 'operator' },
  PRINTER: { remedy: 'operator' },
  CASH: { remedy: 'operator' },
  SHIFT_EXPIRED: { remedy: 'wait' },
  SHIFT_CLOSED: { remedy: 'wait' },
  SHIFT_OPEN: { remedy: 'operator' },
  STATE: { remedy: 'wait' },
  CLOCK: { remedy: 'service' },
  FISCAL_MEMORY: { remedy: 'service' },
  OFD: { remedy: 'service' },
  SETTINGS: { remedy: 'service' },
  PASSWORD: { remedy: 'service' },
  WRONG_REGISTER: { remedy: 'operator' },
  NO_DATA: { remedy: 'wait' },
  NOT_SUPPORTED: { remedy: 'refuse' },
  RECEIPT_REFUSED: { remedy: 'refuse' },
} as const satisfies Record<string, Entry>

export type RegisterErrorCode = keyof typeof registerErrors

const entries: Readonly<Partial<Record<string, Entry>>> = registerErrors

/** Whether trouble of that code means that the register was not heard. */
export const isSilent = (code: string): boolean => entries[code]?.silent === true

/** What may be known of a failure, of a register of any make: no more than its code, or one of these. */
export interface RegisterReasons extends Readonly<Record<RegisterErrorCode, NoValues>> {
  /** Cash in or out beyond what one command carries. `max`: roubles. */
  CASH_LIMITS: { readonly max: string }
  CLOCK_IN_OPEN_SHIFT: NoValues
  /** Another program, or the cashier, is in the middle of a receipt. */
  OTHER_RECEIPT_OPEN: NoValues
  /** `version`: the register's own code of it. */
  FFD_UNKNOWN: { readonly version: number }
  /** The Z report ended, and the shift did not. */
  SHIFT_STILL_OPEN: NoValues
}

export const registerReason = reasonsOf<RegisterReasons>()

export interface RegisterErrorDetails {
  /** When more is known than the code says. */
  readonly reason?: Reason
  readonly cause?: unknown
}

/**
 * The one error of drivers. `message` is English, for the developer's log; `reason` is for people, in words chosen at the border;
 * `outcome` is the only thing that may decide about the receipt.
 */
export class RegisterError extends Error {
  override readonly name = 'RegisterError'
  readonly code: RegisterErrorCode
  readonly outcome: Outcome
  readonly reason: Reason

  constructor(code: RegisterErrorCode, outcome: Outcome, message: string, details: RegisterErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.outcome = outcome
    this.reason = details.reason ?? registerReason(code)
  }

  get remedy(): Remedy {
    return registerErrors[this.code].remedy
  }

  /** The same failure with what became known about the receipt since. */
  withOutcome(outcome: Outcome): RegisterError {
    return new RegisterError(this.code, outcome, this.message, { reason: this.reason, cause: this.cause ?? this })
  }
}
