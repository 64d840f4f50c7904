/** Opening and closing a shift. Neither is sent again on silence: the state of the shift decides (protocol 9.3). */

import type { Cashier } from '../ffd/receipt.ts'
import { RegisterError, registerReason } from '../register-error.ts'
import { call } from './call.ts'
import { readShift } from './commands/fiscal-memory.ts'
import { closeShift as close, openShift as open } from './commands/shift.ts'
import { readState } from './commands/state.ts'
import type { Device } from './device.ts'
import { errorCodes } from './errors.ts'
import type { Line } from './line.ts'
import { changeMode, waitIdle } from './mode-change.ts'
import { cancelAbandoned } from './open-receipt.ts'
import { cashierCalls } from './receipt-tasks.ts'

/** A report is printed line by line (protocol 4.10). */
const reportLimitMs = 120_000

const isShiftOpen = async (line: Line, signal?: AbortSignal): Promise<boolean> =>
  (await line.ask(call(readShift, {}), signal)).open

/** What came of a command whose answer was lost: true when the shift is as it was wanted. Throws the failure otherwise. */
async function judge(device: Device, wanted: boolean, failure: unknown): Promise<void> {
  if (!(failure instanceof RegisterError) || failure.outcome !== 'unknown') throw failure
  let isOpen: boolean
  try {
    const line = await device.session.fenced()
    await waitIdle(device, line, reportLimitMs)
    isOpen = await isShiftOpen(line)
  } catch (error) {
    device.log.warn({ err: error }, 'the state of the shift could not be read')
    throw failure
  }
  if (isOpen !== wanted) throw failure.withOutcome('not-registered')
}

async function leaveReceipt(device: Device, line: Line, signal?: AbortSignal): Promise<void> {
  await cancelAbandoned(device, line, await line.ask(call(readState, {}), signal), signal)
}

/** An open shift is left as it is. Throws RegisterError. */
export async function openShift(device: Device, cashier?: Cashier, signal?: AbortSignal): Promise<void> {
  const line = await device.session.line(signal)
  if (await isShiftOpen(line, signal)) return
  await leaveReceipt(device, line, signal)
  await changeMode(device, line, 'registration', signal)
  await line.run(cashierCalls(cashier), signal)
  try {
    const answer = await line.try(call(open, { flags: 0 }), { signal })
    if (answer.error === errorCodes.shiftOpen) return
    if (answer.error !== 0) throw await line.refusal(open.name, answer.error)
  } catch (error) {
    return judge(device, true, error)
  }
  await waitIdle(device, line, reportLimitMs, signal)
}

/** Closes the shift by the Z report and waits for its end. A closed shift is left as it is. Throws RegisterError. */
export async function closeShift(device: Device, cashier?: Cashier, signal?: AbortSignal): Promise<void> {
  const line = await device.session.line(signal)
  if (!(await isShiftOpen(line, signal))) return
  await leaveReceipt(device, line, signal)
  await changeMode(device, line, 'zReports', signal)
  // Entering the mode may have finished a report that closed it.
  if (!(await isShiftOpen(line, signal))) return changeMode(device, line, 'choice', signal)
  await line.run(cashierCalls(cashier), signal)
  try {
    const answer = await line.try(call(close, {}), { signal })
    if (answer.error !== 0 && answer.error !== errorCodes.shiftClosed)
      throw await line.refusal(close.name, answer.error)
    await waitIdle(device, line, reportLimitMs, signal)
    if (await isShiftOpen(line, signal)) {
      throw new RegisterError('STATE', 'not-registered', 'the Z report ended and the shift is still open', {
        reason: registerReason('SHIFT_STILL_OPEN'),
      })
    }
  } catch (error) {
    await judge(device, false, error)
  }
}
