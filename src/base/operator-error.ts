export interface OperatorErrorDetails {
  readonly cause?: unknown
  /** Exit code of the command that fails with it; 1 unless told otherwise. */
  readonly exitCode?: number
}

/** A failure that the person at the keyboard can mend. `message` is Russian: what is wrong and what to do next. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError'
  readonly exitCode: number

  constructor(message: string, details: OperatorErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.exitCode = details.exitCode ?? 1
  }
}
