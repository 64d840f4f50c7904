/** Cash in and out of the drawer: slips, not fiscal documents, but still never sent twice. */

import type { Kopecks } from '../money.ts'
import { formatKopecks, kopecks } from '../money.ts'
import { RegisterError, registerReason } from '../register-error.ts'
import { call } from './call.ts'
import { cashIn, cashOut } from './commands/payment.ts'
import { readCash, readState } from './commands/state.ts'
import type { Device } from './device.ts'
import { changeMode } from './mode-change.ts'
import { cancelAbandoned } from './open-receipt.ts'
import { maxSum } from './receipt-limits.ts'

const commands = { in: { command: cashIn, sign: 1n }, out: { command: cashOut, sign: -1n } } as const

async function cashAfterDoubt(device: Device, failure: RegisterError): Promise<bigint> {
  try {
    return (await (await device.session.fenced()).ask(call(readCash, {}))).sum
  } catch (error) {
    device.log.warn({ err: error }, 'cash in the drawer could not be read')
    throw failure
  }
}

/** Resolves when the cash was moved. Throws RegisterError: `not-registered` when certainly not, `unknown` when that cannot be told. */
export async function moveCash(
  device: Device,
  direction: keyof typeof commands,
  sum: Kopecks,
  signal?: AbortSignal,
): Promise<void> {
  if (sum <= 0n || sum > maxSum) {
    throw new RegisterError('RECEIPT_REFUSED', 'not-registered', `sum ${sum}`, {
      reason: registerReason('CASH_LIMITS', { max: formatKopecks(kopecks(maxSum)) }),
    })
  }
  const { command, sign } = commands[direction]
  const line = await device.session.line(signal)
  await cancelAbandoned(device, line, await line.ask(call(readState, {}), signal), signal)
  await changeMode(device, line, 'registration', signal)
  const before = (await line.ask(call(readCash, {}), signal)).sum
  try {
    await line.ask(call(command, { flags: 0, sum }), signal)
  } catch (error) {
    if (!(error instanceof RegisterError) || error.outcome !== 'unknown') throw error
    const after = await cashAfterDoubt(device, error)
    if (after === kopecks(before + sign * sum)) return
    throw after === before ? error.withOutcome('not-registered') : error
  }
}
