import type { Clock } from '../../drivers/clock.ts'
import type { Zone } from '../../drivers/ffd/local-time.ts'
import type { Cashier } from '../../drivers/ffd/receipt.ts'
import type { Log } from '../../drivers/log.ts'
import type { FiscalRegister, RegisterStatus } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { ShiftSchedule } from '../config/config.ts'
import { reasonText } from '../words/reason-text.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'
import { obstacleOf } from './readiness.ts'
import { type ShiftDue, shiftDue } from './shift-schedule.ts'

export interface ShiftKeeperParts {
  readonly id: string
  readonly register: FiscalRegister
  readonly schedule: ShiftSchedule
  /** Zone of the register's clock. */
  readonly zone: Zone
  readonly cashier: Cashier | undefined
  readonly clock: Clock
  readonly log: Log
}

/** Why a shift that is due is still open. */
export interface ShiftFailure {
  readonly shift: number
  readonly code: string
  /** Russian: what happened, what to do. */
  readonly text: string
}

/** Pause after a closing that failed, ms. Receipts go on meanwhile, as long as the register takes them. */
const retryMs = 60_000
/** So long after it closed a shift the bridge does not believe that the next one is 24 hours old, ms of uptime. */
const youngMs = 12 * 3_600_000

/**
 * Closes shifts that are due, between receipts.
 *
 * A receipt needs a durable note before its first byte, because the wish to print it comes from outside and nothing in the
 * fiscal memory shows it. A closing does not. The wish is no memory but a conclusion, drawn anew each time from what the
 * register says now: this shift, by its number, is open and too old. And whether it came off is in the fiscal memory: read
 * behind a fence, shift N is open or it is not, its number only grows, and a closed one never opens again. So after any doubt, and
 * after a restart at any moment, the same question gives the right answer, and the next shift, being young, is not closed
 * in the place of the last one.
 */
export class ShiftKeeper {
  readonly #parts: ShiftKeeperParts
  #seen: { readonly shift: RegisterStatus['shift']; readonly clock: number; readonly at: number } | undefined
  #notBefore = Number.NEGATIVE_INFINITY
  #closedAt = Number.NEGATIVE_INFINITY
  #failure: ShiftFailure | undefined

  constructor(parts: ShiftKeeperParts) {
    this.#parts = parts
  }

  /** Why a shift that is due is still open. */
  get failure(): ShiftFailure | undefined {
    return this.#failure
  }

  /** Takes note of what the register shows. */
  see({ shift, clock }: RegisterStatus): void {
    this.#seen = { shift, clock, at: this.#parts.clock.monotonic() }
    if (this.#failure !== undefined && (shift.state === 'closed' || shift.number !== this.#failure.shift)) {
      this.#failure = undefined
    }
  }

  /** Whether a shift may have to be closed, by what was last seen and the time since. */
  get isDue(): boolean {
    const { clock, schedule, zone } = this.#parts
    if (this.#seen === undefined || clock.monotonic() < this.#notBefore) return false
    const { shift, clock: shown, at } = this.#seen
    return shiftDue(shift, shown + clock.monotonic() - at, schedule, zone) !== undefined
  }

  /**
   * Closes the shift if the register says now that it is due. Returns the last status. A closing that fails stands in `failure` and is
   * tried again later. Throws RegisterError when the register cannot be asked.
   */
  async keep(signal: AbortSignal): Promise<RegisterStatus> {
    const { register, schedule, zone } = this.#parts
    const status = await register.status(signal)
    this.see(status)
    const due = shiftDue(status.shift, status.clock, schedule, zone)
    if (due === undefined) return status
    try {
      await this.#close(status, due, signal)
    } catch (error) {
      if (!(error instanceof RegisterError) || signal.aborted) throw error
      this.#fail(status.shift.number, error)
    }
    const after = await register.status(signal)
    this.see(after)
    return after
  }

  async #close(status: RegisterStatus, due: ShiftDue, signal: AbortSignal): Promise<void> {
    const { id, register, cashier, clock, log } = this.#parts
    const obstacle = obstacleOf(status)
    if (obstacle !== undefined) throw obstacle
    if (due === 'expired' && clock.uptime() - this.#closedAt < youngMs) {
      throw new RegisterError('SHIFT_EXPIRED', 'not-registered', 'a young shift is too old', {
        reason: bridgeReason('NEW_SHIFT_EXPIRED'),
      })
    }
    const { fn, lastDocument, shift } = await register.baseline(signal)
    if (!shift.open || shift.number !== status.shift.number) return
    log.info({ register: id, shift: shift.number, fn, lastDocument, due }, 'closing the shift')
    await register.closeShift(cashier, signal)
    this.#closedAt = clock.uptime()
    log.info({ register: id, shift: shift.number }, 'shift closed')
  }

  #fail(shift: number, error: RegisterError): void {
    const { id, clock, log } = this.#parts
    this.#failure = { shift, code: error.code, text: reasonText(error.reason, 'ru') }
    this.#notBefore = clock.monotonic() + retryMs
    log.warn({ register: id, shift, err: error, code: error.code }, 'the shift could not be closed')
  }
}
