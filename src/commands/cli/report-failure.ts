import { CommanderError } from 'commander'
import { RegisterError } from '../../../drivers/register-error.ts'
import { OperatorError } from '../../base/operator-error.ts'
import { reasonText } from '../../words/reason-text.ts'
import { fileFailureText } from './file-failure.ts'
import type { Host } from './host.ts'

function textOf(failure: unknown): string {
  if (failure instanceof OperatorError) return failure.message
  if (failure instanceof RegisterError) return reasonText(failure.reason, 'ru')
  const message = failure instanceof Error ? failure.message : String(failure)
  return fileFailureText(failure) ?? `Непредвиденная ошибка: ${message}. Подробности покажет --verbose.`
}

function* causes(failure: unknown): Generator<string> {
  for (let cause = failure; cause instanceof Error; cause = cause.cause) yield cause.stack ?? cause.message
}

/** Tells the person at the keyboard why a command failed, and sets the exit code. */
export function reportFailure(failure: unknown, verbose: boolean, { stderr, exitWith }: Host): void {
  // Commander has already written its own text; help and --version arrive here too, with exit code 0.
  if (failure instanceof CommanderError) {
    exitWith(failure.exitCode)
    return
  }
  stderr.write(`${textOf(failure)}\n`)
  if (verbose) for (const cause of causes(failure)) stderr.write(`  ${cause.replaceAll('\n', '\n  ')}\n`)
  exitWith(failure instanceof OperatorError ? failure.exitCode : 1)
}
