import { PtyFailed } from '../../drivers/simulator/pty.ts'
import { OperatorError } from '../operator-error.ts'
import { startFailure } from './start-failure.ts'

/** Why a simulated register could not be started, for the person who started it. A wrong fault or model is a RangeError. */
export const simulatorFailure = (failure: unknown): unknown =>
  failure instanceof RangeError || failure instanceof PtyFailed
    ? new OperatorError(failure.message, { cause: failure })
    : startFailure(failure)
