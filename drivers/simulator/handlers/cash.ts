import { cashIn, cashOut } from '../../atol/commands/payment.ts'
import { refusals } from '../machine/errors.ts'
import { done, type Handler, on, testOnly } from '../machine/handler.ts'
import { Refusal } from '../machine/refusal.ts'

const rule = { modes: [1], prints: true, shift: 'fresh', receipt: 'closed' } as const

export const cashHandlers: readonly Handler[] = [
  on(cashIn, rule, async (machine, { flags, sum }) => {
    if (sum === 0n) throw new Refusal(refusals.wrongAmount)
    if (testOnly(flags)) return done
    const { cashIn, cashInCount } = machine.kept.value
    await machine.kept.change({ cashIn: (BigInt(cashIn) + sum).toString(), cashInCount: cashInCount + 1 })
    return done
  }),
  on(cashOut, rule, async (machine, { flags, sum }) => {
    if (sum === 0n) throw new Refusal(refusals.wrongAmount)
    // A drawer cannot be emptied below nothing, whatever the control of receipts is set to.
    if (sum > machine.cash) throw new Refusal(refusals.notEnoughCash)
    if (testOnly(flags)) return done
    const { cashOut, cashOutCount } = machine.kept.value
    await machine.kept.change({ cashOut: (BigInt(cashOut) + sum).toString(), cashOutCount: cashOutCount + 1 })
    return done
  }),
]
