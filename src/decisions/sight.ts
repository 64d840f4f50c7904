import type { Baseline, FiscalRegister } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { Roster } from '../lane/roster.ts'
import { DecisionRefused } from './decision-refused.ts'

/** A register between two receipts, every document of it looked at. */
export interface Sight {
  readonly register: FiscalRegister
  readonly baseline: Baseline
  /** Called while a long reading gets on. */
  readonly onProgress: () => void
  readonly signal: AbortSignal
}

/** Why the register cannot be looked at. */
export type Blind = RegisterError | DecisionRefused

export const isBlind = (sight: Sight | Blind): sight is Blind => sight instanceof Error

/** The sight. Throws why there is none. */
export function seen(sight: Sight | Blind): Sight {
  if (isBlind(sight)) throw sight
  return sight
}

/** The evidence, in Russian, that a look has not found the receipt. */
export const shown = ({ baseline }: Sight): string =>
  `ФН ${baseline.fn}, последний ФД ${baseline.lastDocument}, своего нет`

export interface LookParts {
  readonly roster: Roster
  readonly documents: FiscalDocuments
}

/**
 * Calls `work` between two receipts of the register, once every document in it was looked at, a portion a turn; or with why it
 * cannot be looked at. Throws what `work` and the disk throw.
 */
export async function look<T>(
  { roster, documents }: LookParts,
  registerId: string,
  work: (sight: Sight | Blind) => Promise<T>,
): Promise<T> {
  const shopRegister = roster.find(registerId)
  if (shopRegister === undefined) return work(registerGone(registerId))
  for (;;) {
    const turn = await shopRegister.lane.use(async (register, signal, onProgress) => {
      const sight = await lookAt(documents, { register, signal, onProgress })
      return sight === 'reading' ? undefined : { result: await work(sight) }
    })
    if (turn !== undefined) return turn.result
  }
}

/** Looks at a portion of the documents, which may settle receipts; `reading` while there are more. Throws what the disk throws. */
async function lookAt(
  documents: FiscalDocuments,
  at: Omit<Sight, 'baseline'>,
): Promise<Sight | RegisterError | 'reading'> {
  try {
    const baseline = await at.register.baseline(at.signal)
    await documents.catchUp(at.register, baseline, at.signal)
    return documents.reading(baseline.fn) === undefined ? { ...at, baseline } : 'reading'
  } catch (error) {
    if (error instanceof RegisterError) return error
    throw error
  }
}

const registerGone = (id: string): DecisionRefused =>
  new DecisionRefused(
    `Кассы «${id}» нет в настройках моста: верните её туда. Если её больше нет, решить можно только под вашу ответственность.`,
  )
