import { isSilent } from '../../../drivers/register-error.ts'
import type { RegisterView } from '../../admin/status-view.ts'
import { words } from '../texts/words.ts'

export type Tone = 'good' | 'warn' | 'bad'

export interface StateInWords {
  /** The register's state in a word or two. */
  readonly word: string
  readonly tone: Tone
}

type ConditionName = keyof ReturnType<typeof words>['conditions']

type Trouble = NonNullable<RegisterView['trouble']>

/** Words for what a lane waits for; whatever is not here simply waits. */
const ofTrouble: Readonly<Partial<Record<Trouble['code'], ConditionName>>> = {
  NO_PAPER: 'paperOut',
  COVER_OPEN: 'coverOpen',
  SHIFT_EXPIRED: 'shiftExpired',
  FISCAL_MEMORY: 'fnTrouble',
  CLOCK: 'clockWrong',
}

const waitsFor = ({ code }: Trouble): ConditionName => (isSilent(code) ? 'noLink' : (ofTrouble[code] ?? 'waits'))

function nameOf({ status, identity, trouble, receipts }: RegisterView): readonly [ConditionName, Tone] {
  if ((receipts['unresolved'] ?? 0) > 0) return ['decides', 'bad']
  if (trouble !== undefined) return [waitsFor(trouble), 'bad']
  if (identity === undefined || status === undefined) return ['unknown', 'bad']
  if (status.cover === 'open') return ['coverOpen', 'bad']
  if (status.paper === 'out') return ['paperOut', 'bad']
  if (!status.fn.fiscal) return ['fnTrouble', 'bad']
  if ((receipts['printing'] ?? 0) > 0) return ['prints', 'good']
  if (status.shift.state === 'expired') return ['shiftExpired', 'warn']
  return status.paper === 'low' ? ['paperLow', 'warn'] : ['works', 'good']
}

export function conditionOf(register: RegisterView): StateInWords {
  const [name, tone] = nameOf(register)
  return { word: words().conditions[name], tone }
}

/** How bad a state of a receipt is. */
export const toneOf = (state: string): Tone => {
  if (state === 'registered' || state === 'printing') return 'good'
  return state === 'unresolved' || state === 'refused' ? 'bad' : 'warn'
}
