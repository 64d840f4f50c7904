import type { Cashier } from '../../drivers/ffd/receipt.ts'
import type { FiscalRegister } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import { contradictionOf, type ExpectedIdentity, wrongRegister } from './rightful-register.ts'
import { ShiftRenewal } from './shift-renewal.ts'

export interface ShiftUser {
  readonly register: FiscalRegister
  /** Which register the settings mean: no other gets a fiscal document that nobody asked for. */
  readonly expected: ExpectedIdentity
  readonly cashier: Cashier | undefined
  readonly signal: AbortSignal
}

async function requireRightful({ register, expected, signal }: ShiftUser): Promise<void> {
  const contradiction = contradictionOf(await register.identify(signal), expected)
  if (contradiction !== undefined) throw wrongRegister(contradiction)
}

/**
 * Does what a register refuses without an open shift, such as money put into the drawer: as for a receipt, a closed shift is
 * opened before and one of more than 24 hours renewed, once. Throws RegisterError.
 */
export async function inFreshShift(user: ShiftUser, work: () => Promise<void>): Promise<void> {
  const { register, cashier, signal } = user
  if (!(await register.baseline(signal)).shift.open) {
    await requireRightful(user)
    await register.openShift(cashier, signal)
  }
  const renewal = new ShiftRenewal(register, cashier)
  try {
    await work()
  } catch (error) {
    if (!(error instanceof RegisterError) || error.outcome !== 'not-registered' || !renewal.mends(error)) throw error
    await requireRightful(user)
    await renewal.renew(signal)
    await work().catch((again: unknown) => {
      throw again instanceof RegisterError ? renewal.explain(again) : again
    })
  }
}
