import { RegisterError, type RegisterErrorCode } from '../../drivers/register-error.ts'

/** `INTERNAL`: a mistake of the bridge itself. */
export type TroubleCode = RegisterErrorCode | 'INTERNAL'

/** What a lane waits for, for the operator. */
export interface Trouble {
  readonly code: TroubleCode
  /** Russian: what happened, what to do. */
  readonly text: string
  /** ISO instant at which it began. */
  readonly since: string
  /** The receipt that met it, when it was one. */
  readonly uuid?: string
}

/** The trouble that an error means, begun at `since`. */
export function troubleOf(error: unknown, since: string, uuid: string | undefined): Trouble {
  const met = { since, ...(uuid !== undefined && { uuid }) }
  if (error instanceof RegisterError) return { code: error.code, text: error.text, ...met }
  const text = 'Внутренняя ошибка моста: подробности в журнале. Мост повторит сам.'
  return { code: 'INTERNAL', text, ...met }
}
