import { type Clock, sleep } from '../../drivers/clock.ts'
import { RegisterError, type RegisterErrorCode } from '../../drivers/register-error.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'

/** What the register is over with by itself, or after the driver's next try. */
const passing: ReadonlySet<RegisterErrorCode> = new Set(['BUSY', 'STATE'])
const tries = 3
const pauseMs = 2000

/**
 * What a person is told of these speaks of receipts: they wait and go on by themselves. Nobody comes back to an operation that
 * somebody asked for at the desk.
 */
const speaksOfReceipts: ReadonlySet<RegisterErrorCode> = new Set([
  'LINK_LOST',
  'PORT_BUSY',
  'TIMEOUT',
  'BUSY',
  'PROTOCOL',
  'ABORTED',
  'NO_PAPER',
  'COVER_OPEN',
  'PRINTER',
  'SHIFT_EXPIRED',
  'SHIFT_CLOSED',
  'STATE',
])

function told(error: RegisterError): RegisterError {
  if (!speaksOfReceipts.has(error.code)) return error
  const { reason: why } = error
  const reason = bridgeReason(error.outcome === 'unknown' ? 'OPERATION_IN_DOUBT' : 'OPERATION_NOT_DONE', { why })
  return new RegisterError(error.code, error.outcome, error.message, { reason, cause: error })
}

/**
 * Runs an operation of the desk, again where the register was only busy and certainly did nothing; never again after doubt. Throws
 * RegisterError that also says what became of the operation.
 */
export async function tryAtDesk<T>(clock: Clock, signal: AbortSignal, operation: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await operation()
    } catch (error) {
      if (!(error instanceof RegisterError)) throw error
      const goesOn = passing.has(error.code) && error.outcome === 'not-registered' && tried < tries
      if (!goesOn) throw told(error)
    }
    await sleep(clock, pauseMs, signal)
  }
}
