import type { Cashier } from '../../drivers/ffd/receipt.ts'
import type { FiscalRegister } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'

/**
 * Closes and reopens an expired shift, never inside a receipt, and once in a row: a register to which its new shift is too old as
 * well would go on for ever, at two fiscal documents a time.
 */
export class ShiftRenewal {
  readonly #register: FiscalRegister
  readonly #cashier: Cashier | undefined
  #renewed = false

  constructor(register: FiscalRegister, cashier: Cashier | undefined) {
    this.#register = register
    this.#cashier = cashier
  }

  /** The register takes receipts. */
  noteWell(): void {
    this.#renewed = false
  }

  /** Whether a new shift may end that trouble. */
  mends({ code }: RegisterError): boolean {
    return code === 'SHIFT_EXPIRED' && !this.#renewed
  }

  /** The error as people must hear of it. */
  explain(error: RegisterError): RegisterError {
    if (error.code !== 'SHIFT_EXPIRED' || this.mends(error)) return error
    return new RegisterError(error.code, error.outcome, error.message, {
      reason: bridgeReason('NEW_SHIFT_EXPIRED'),
      cause: error,
    })
  }

  /** Throws RegisterError. */
  async renew(signal: AbortSignal): Promise<void> {
    await this.#register.closeShift(this.#cashier, signal)
    this.#renewed = true
    await this.#register.openShift(this.#cashier, signal)
  }
}
