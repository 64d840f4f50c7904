import type { RegisterStatus } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'

/** What keeps a register from printing a receipt right now, by its own word; undefined when nothing does. */
export function obstacleOf(status: RegisterStatus): RegisterError | undefined {
  if (status.cover === 'open') return new RegisterError('COVER_OPEN', 'not-registered', 'cover open')
  if (status.paper === 'out') return new RegisterError('NO_PAPER', 'not-registered', 'no paper')
  if (!status.fn.fiscal) return new RegisterError('FISCAL_MEMORY', 'not-registered', 'FN is not in fiscal mode')
  return undefined
}
