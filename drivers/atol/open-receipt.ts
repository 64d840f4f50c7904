import { sleep } from '../clock.ts'
import { RegisterError, registerReason } from '../register-error.ts'
import { call } from './call.ts'
import type { ReplyOf } from './commands/command.ts'
import { cancelReceipt, receiptTypes } from './commands/receipt.ts'
import { readState } from './commands/state.ts'
import type { Device } from './device.ts'
import { errorCodes } from './errors.ts'
import type { Line } from './line.ts'
import { changeMode } from './mode-change.ts'

export type DeviceState = ReplyOf<typeof readState>

const registrationMode = (mode: number): boolean => (mode & 0x0f) === 1

/** The mode byte once a receipt's payment has begun (protocol 4.2). */
const paymentMode = 0x41

export const isOpen = (state: DeviceState): boolean => state.receiptState !== 0

/** Whether the open receipt is exactly this far: its type, its sum, and paid (promise, rule 3). */
export const isReadyToClose = (state: DeviceState, settlement: keyof typeof receiptTypes, sum: bigint): boolean =>
  state.receiptState === receiptTypes[settlement] && state.sum === sum && state.mode === paymentMode

/** Cancels an open receipt by 59h, which works in mode 1 only. Nothing fiscal has happened to it before 4Ah. */
export async function cancelOpen(device: Device, line: Line, state: DeviceState, signal?: AbortSignal): Promise<void> {
  if (!isOpen(state)) return
  device.log.info(
    { mode: state.mode, type: state.receiptState, sum: state.sum.toString() },
    'cancelling an open receipt',
  )
  if (!registrationMode(state.mode)) await changeMode(device, line, 'registration', signal, state.mode)
  const answer = await line.try(call(cancelReceipt, {}), { signal })
  if (answer.error !== 0 && answer.error !== errorCodes.receiptClosed)
    throw await line.refusal(cancelReceipt.name, answer.error)
}

/** How long an open receipt is watched before it counts as left behind, ms. */
const watchMs = 2000

const sameReceipt = (one: DeviceState, other: DeviceState): boolean =>
  one.receiptState === other.receiptState && one.sum === other.sum && one.mode === other.mode

/**
 * Cancels an open receipt on which nobody works: behind a fence nothing of ours runs, so one that still changes is somebody
 * else's sale. Throws RegisterError BUSY, not registered, for that one.
 */
export async function cancelAbandoned(
  device: Device,
  line: Line,
  state: DeviceState,
  signal?: AbortSignal,
): Promise<void> {
  if (!isOpen(state)) return
  await sleep(device.clock, watchMs, signal)
  const now = await line.ask(call(readState, {}), signal)
  if (!isOpen(now)) return
  if (!sameReceipt(state, now)) {
    throw new RegisterError('BUSY', 'not-registered', `a receipt of another program is open, sum ${now.sum}`, {
      reason: registerReason('OTHER_RECEIPT_OPEN'),
    })
  }
  await cancelOpen(device, line, now, signal)
}
