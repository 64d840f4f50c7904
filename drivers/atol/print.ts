/** Printing a receipt so that its outcome is always known or said to be unknown (promise, rules 3 to 6). */

import { LayoutError } from '../bytes.ts'
import type { ReceiptWitness } from '../ffd/document.ts'
import type { FiscalReceipt } from '../ffd/receipt.ts'
import type { PrintAttempt } from '../register.ts'
import { type Outcome, RegisterError } from '../register-error.ts'
import { type Call, call } from './call.ts'
import { readFnStatus } from './commands/fiscal-memory.ts'
import { shiftState, shiftStates } from './commands/registers.ts'
import { readState } from './commands/state.ts'
import type { Device } from './device.ts'
import { ExchangeError } from './exchange/exchange.ts'
import type { Line } from './line.ts'
import { changeMode } from './mode-change.ts'
import { cancelAbandoned, cancelOpen, isOpen, isReadyToClose } from './open-receipt.ts'
import type { Profile } from './profile.ts'
import { closingCall, receiptCalls } from './receipt-tasks.ts'
import { registeredDocument } from './registered-document.ts'

const notRegistered = (
  code: 'STATE' | 'SHIFT_CLOSED' | 'SHIFT_EXPIRED' | 'WRONG_REGISTER',
  message: string,
): RegisterError => new RegisterError(code, 'not-registered', message)

const refused = (cause: Error): RegisterError =>
  new RegisterError('RECEIPT_REFUSED', 'not-registered', cause.message, { cause })

/** Brings the register to mode 1.0 with the expected fiscal memory and shift. Nothing of the receipt is sent yet. */
async function prepare(device: Device, line: Line, { baseline, signal }: PrintAttempt): Promise<void> {
  if (device.session.serial !== baseline.serial) {
    throw notRegistered('WRONG_REGISTER', `register ${device.session.serial} answers, not ${baseline.serial}`)
  }
  const [state, fn, shift] = await line.askAll(
    [call(readState, {}), call(readFnStatus, {}), call(shiftState, {})],
    signal,
  )
  await cancelAbandoned(device, line, state, signal)
  if (shift.state === shiftStates.expired) throw notRegistered('SHIFT_EXPIRED', 'the shift is older than 24 hours')
  if (shift.state === shiftStates.closed) throw notRegistered('SHIFT_CLOSED', 'the shift is closed')
  if (fn.fn !== baseline.fn || fn.lastDocument !== baseline.lastDocument) {
    throw notRegistered(
      'STATE',
      `FN ${fn.fn} at document ${fn.lastDocument}, the attempt began at ${baseline.fn} and ${baseline.lastDocument}`,
    )
  }
  await changeMode(device, line, 'registration', signal, isOpen(state) ? undefined : state.mode)
}

/** The receipt as commands. What throws here is the receipt's own fault; a RangeError from anywhere else is not. */
function commandsOf(receipt: FiscalReceipt, { identity, taxes }: Profile): Call[] {
  try {
    return receiptCalls(receipt, { ffd: identity.ffd, taxes })
  } catch (error) {
    throw error instanceof RangeError ? refused(error) : error
  }
}

/** Sends everything before 4Ah and proves what the register made of it (promise, rule 3). */
async function build(device: Device, line: Line, receipt: FiscalReceipt, attempt: PrintAttempt): Promise<void> {
  const { baseline, signal } = attempt
  const [fn, state] = await line.runThenAsk(
    commandsOf(receipt, await device.profile(line, signal)),
    [call(readFnStatus, {}), call(readState, {})],
    signal,
  )
  if (fn.fn !== baseline.fn || fn.lastDocument !== baseline.lastDocument) {
    throw notRegistered('STATE', `document ${fn.lastDocument} came between: another program prints`)
  }
  if (!isReadyToClose(state, receipt.settlement, receipt.total)) {
    throw notRegistered(
      'STATE',
      `the register's receipt is type ${state.receiptState}, sum ${state.sum}, mode ${state.mode}; expected ${receipt.settlement}, ${receipt.total}`,
    )
  }
}

/** Whether the fiscal memory is where it was and nothing is open: only then is an ended attempt *not registered* (rule 5). */
async function provenNone(device: Device, { baseline }: PrintAttempt): Promise<boolean> {
  const line = await device.session.line()
  await cancelOpen(device, line, await line.ask(call(readState, {})))
  const [state, fn] = await line.askAll([call(readState, {}), call(readFnStatus, {})])
  return (
    device.session.serial === baseline.serial &&
    !isOpen(state) &&
    fn.currentDocument === 0 &&
    fn.fn === baseline.fn &&
    fn.lastDocument === baseline.lastDocument
  )
}

/** Ends an attempt whose closing command certainly was not handed over. Returns the error to throw. */
async function giveUp(device: Device, attempt: PrintAttempt, cause: unknown): Promise<RegisterError> {
  const error = asRegisterError(cause)
  let outcome: Outcome = 'unknown'
  try {
    if (await provenNone(device, attempt)) outcome = 'not-registered'
  } catch (failure) {
    device.log.warn({ err: failure }, 'the receipt could not be shown to be cancelled')
  }
  return error.withOutcome(outcome)
}

function asRegisterError(cause: unknown): RegisterError {
  if (cause instanceof RegisterError) return cause
  if (cause instanceof LayoutError) return refused(cause)
  return new RegisterError('ABORTED', 'not-registered', 'the attempt was given up', { cause })
}

/** What went wrong after 4Ah was handed over: never a word on the receipt, which only `evidence` can find. */
function unproven(cause: unknown): RegisterError {
  if (cause instanceof RegisterError) return cause.withOutcome('unknown')
  return new RegisterError('PROTOCOL', 'unknown', 'the registered receipt could not be read', { cause })
}

/** Only the exchange's word that no byte left counts; an answer of any kind means that 4Ah was executed or may have been. */
const neverHandedOver = (error: unknown): boolean =>
  error instanceof RegisterError && error.cause instanceof ExchangeError && !error.cause.handedOver

/** Hands 4Ah over, alone. Returns on success; any answer but success leaves the outcome to the fence (promise, rule 5). */
async function close(device: Device, line: Line, attempt: PrintAttempt): Promise<void> {
  let answer: Awaited<ReturnType<Line['try']>>
  try {
    // Without the signal: an abort must not cut the closing command short.
    answer = await line.try(closingCall, { closing: true })
  } catch (error) {
    throw neverHandedOver(error) ? await giveUp(device, attempt, error) : unproven(error)
  }
  if (answer.error !== 0) throw unproven(await line.refusal(closingCall.task.name, answer.error))
}

/** Resolves only with proof; a RegisterError tells by its outcome what is known of the receipt. */
export async function printReceipt(
  device: Device,
  receipt: FiscalReceipt,
  attempt: PrintAttempt,
): Promise<ReceiptWitness> {
  if (attempt.signal?.aborted === true) throw new RegisterError('ABORTED', 'not-registered', 'aborted before it began')
  let line: Line
  try {
    line = await device.session.line(attempt.signal)
    await prepare(device, line, attempt)
  } catch (error) {
    // No command of this receipt was handed over.
    throw asRegisterError(error).withOutcome('not-registered')
  }
  try {
    await build(device, line, receipt, attempt)
    await attempt.beforeClosing()
    device.stillness.disturb()
  } catch (error) {
    throw await giveUp(device, attempt, error)
  }
  await close(device, line, attempt)
  try {
    return await registeredDocument(device, receipt, attempt.baseline)
  } catch (error) {
    throw unproven(error)
  }
}
