import { RegisterError } from '../register-error.ts'
import { call } from './call.ts'
import { extendedError } from './commands/registers.ts'
import { errorCodes, toRegisterError } from './errors.ts'
import type { Line } from './line.ts'

/**
 * The error to throw when the register answered a command with an error code: EEh is explained by register 55. The outcome
 * says `not-registered`, since a refused command did nothing; after the closing command the caller must say `unknown`.
 */
export async function refusal(line: Line, command: string, code: number): Promise<RegisterError> {
  const plain = toRegisterError(command, code, 'not-registered')
  if (code !== errorCodes.extended) return plain
  try {
    const answer = await line.try(call(extendedError, {}))
    return answer.values === undefined ? plain : toRegisterError(command, code, 'not-registered', answer.values)
  } catch (error) {
    // The refusal is what the caller must hear of; that the explanation is missing shows in its text.
    if (error instanceof RegisterError) return plain
    throw error
  }
}
