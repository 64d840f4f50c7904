import type { Baseline, FiscalRegister } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { Roster } from '../lane/roster.ts'
import { DecisionRefused } from './decision-refused.ts'

/** A register between two receipts. */
export interface Sight {
  readonly register: FiscalRegister
  /** What it shows, every document of it looked at. */
  readonly baseline: Baseline
  /** Called while a long reading gets on. */
  readonly onProgress: () => void
  readonly signal: AbortSignal
}

/** Why the register of a receipt shows nothing. */
export type Blind = RegisterError | DecisionRefused

export const isBlind = (sight: Sight | Blind): sight is Blind => sight instanceof Error

export function seen(sight: Sight | Blind): Sight {
  if (isBlind(sight)) throw sight
  return sight
}

/** What was seen, for the record of a decision. */
export const shown = ({ baseline }: Sight): string =>
  `ФН ${baseline.fn}, последний ФД ${baseline.lastDocument}, своего нет`

export interface LookParts {
  readonly roster: Roster
  readonly documents: FiscalDocuments
}

/**
 * Works between two receipts of a register, every document there looked at, a portion a turn. One that cannot be asked, or left
 * the settings, is not replaced by another.
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

/** Reads on in the fiscal memory, which may settle receipts; `reading` while there is more. Throws what the disk throws. */
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
