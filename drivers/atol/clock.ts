/** Setting the register's clock (protocol 4.4): allowed only with the shift closed. Prints nothing, registers nothing. */

import { localOf } from '../ffd/local-time.ts'
import { RegisterError, registerReason } from '../register-error.ts'
import { call } from './call.ts'
import { setClock as set } from './commands/clock.ts'
import { readShift } from './commands/fiscal-memory.ts'
import { readState } from './commands/state.ts'
import type { Device } from './device.ts'
import { errorCodes } from './errors.ts'
import { changeMode } from './mode-change.ts'
import { cancelAbandoned } from './open-receipt.ts'

/** `at`: Unix ms. Throws RegisterError: SHIFT_OPEN while a shift is open, CLOCK when the last document is younger. */
export async function setClock(device: Device, at: number, signal?: AbortSignal): Promise<void> {
  const line = await device.session.line(signal)
  if ((await line.ask(call(readShift, {}), signal)).open) {
    throw new RegisterError('SHIFT_OPEN', 'not-registered', 'the clock is set only with the shift closed', {
      reason: registerReason('CLOCK_IN_OPEN_SHIFT'),
    })
  }
  await cancelAbandoned(device, line, await line.ask(call(readState, {}), signal), signal)
  await changeMode(device, line, 'choice', signal)
  const request = call(set, { clock: localOf(at, device.zone) })
  const answer = await line.try(request, { signal })
  if (answer.error === 0) return
  // A jump that looks odd is asked about: the same once more is the yes.
  if (answer.error !== errorCodes.sameClockAgain) throw await line.refusal(request.task.name, answer.error)
  await line.ask(request, signal)
}
