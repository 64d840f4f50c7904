import type { Baseline, FiscalRegister } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { Claims } from '../lane/claims.ts'
import type { DecisionRefused } from './decision-refused.ts'

/** A register between two receipts. */
export interface Sight {
  readonly register: FiscalRegister
  /** Zone of its clock. */
  readonly zone: string
  /** What it shows, every document of it looked at. */
  readonly baseline: Baseline
  /** Called while a long reading gets on. */
  readonly onProgress: () => void
  readonly signal: AbortSignal
}

/** Why the register of a receipt shows nothing. */
export type Blind = RegisterError | DecisionRefused

export function seen(sight: Sight | Blind): Sight {
  if (sight instanceof Error) throw sight
  return sight
}

/** What was seen, for the record of a decision. */
export const shown = ({ baseline }: Sight): string =>
  `ФН ${baseline.fn}, последний ФД ${baseline.lastDocument}, своего нет`

/** Reads on in the fiscal memory, which may settle receipts; `reading` while there is more. Throws what the disk throws. */
export async function lookAt(claims: Claims, at: Omit<Sight, 'baseline'>): Promise<Sight | RegisterError | 'reading'> {
  try {
    const baseline = await at.register.baseline(at.signal)
    await claims.catchUp(at.register, baseline, at.zone, at.signal)
    return claims.reading(baseline.fn) === undefined ? { ...at, baseline } : 'reading'
  } catch (error) {
    if (error instanceof RegisterError) return error
    throw error
  }
}
