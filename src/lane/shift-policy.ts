import type { Cashier, FiscalRegister } from '../../drivers/register.ts'

/**
 * Makes the shift fit for a receipt: opens a closed one, closes and reopens one that is over 24 hours old. Never called
 * inside a receipt.
 */
export async function prepareShift(
  register: FiscalRegister,
  state: 'closed' | 'expired',
  cashier: Cashier | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (state === 'expired') await register.closeShift(cashier, signal)
  await register.openShift(cashier, signal)
}
