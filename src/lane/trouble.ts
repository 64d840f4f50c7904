import { RegisterError } from '../../drivers/register-error.ts'
import { reasonText } from '../words/reason-text.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'
import type { TroubleCode } from '../words/reasons/catalogue.ts'

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
  if (error instanceof RegisterError) return { code: error.code, text: reasonText(error.reason, 'ru'), ...met }
  return { code: 'INTERNAL', text: reasonText(bridgeReason('INTERNAL'), 'ru'), ...met }
}
