import { isSilent } from '../../../drivers/register-error.ts'
import type { RegisterView } from '../../admin/status-view.ts'
import { words } from '../texts/words.ts'

export type ActionName = 'open' | 'close' | 'x' | 'cashIn' | 'cashOut' | 'copy' | 'test'

export interface Action {
  readonly name: ActionName
  /** Path after `/api/registers/<id>/`. */
  readonly path: string
  /** What it must be told. */
  readonly asks?: 'sum' | 'document' | 'close'
  /** What keeps it from being done, by name, looked at in this order. */
  readonly needs: readonly Need[]
}

type Need = 'link' | 'open' | 'closed' | 'paper' | 'cover' | 'young' | 'settled'
type Why = keyof ReturnType<typeof words>['actions']['why']

const printer = ['link', 'settled', 'cover', 'paper'] as const

export const actions: readonly Action[] = [
  { name: 'open', path: 'shift/open', needs: [...printer, 'closed'] },
  { name: 'close', path: 'shift/close', asks: 'close', needs: [...printer, 'open'] },
  { name: 'x', path: 'x-report', needs: printer },
  { name: 'cashIn', path: 'cash-in', asks: 'sum', needs: [...printer, 'young'] },
  { name: 'cashOut', path: 'cash-out', asks: 'sum', needs: [...printer, 'young'] },
  { name: 'copy', path: 'copy', asks: 'document', needs: printer },
  { name: 'test', path: 'test-print', needs: printer },
]

/** The register of the settings is not at the other end. */
const isAway = ({ code }: NonNullable<RegisterView['trouble']>): boolean => isSilent(code) || code === 'WRONG_REGISTER'

/** Each need: what is told when it is not met. */
const unmet: Readonly<Record<Need, (register: RegisterView) => Why | undefined>> = {
  link: ({ status, identity, trouble }) =>
    status === undefined || identity === undefined || (trouble && isAway(trouble)) ? 'noLink' : undefined,
  settled: ({ receipts, trouble }) =>
    (receipts['printing'] ?? 0) > 0 && trouble !== undefined ? 'inDoubt' : undefined,
  cover: ({ status }) => (status?.cover === 'open' ? 'coverOpen' : undefined),
  paper: ({ status }) => (status?.paper === 'out' ? 'noPaper' : undefined),
  open: ({ status }) => (status?.shift.state === 'closed' ? 'shiftClosed' : undefined),
  closed: ({ status }) => (status?.shift.state === 'closed' ? undefined : 'shiftOpen'),
  young: ({ status }) => (status?.shift.state === 'expired' ? 'expired' : undefined),
}

/** Why the action cannot be done now, in words; undefined when it can. */
export function whyNot(action: Action, register: RegisterView): string | undefined {
  for (const need of action.needs) {
    const why = unmet[need](register)
    if (why !== undefined) return words().actions.why[why]
  }
  return undefined
}
