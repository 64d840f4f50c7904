import { payReceipt, voidPayment } from '../../atol/commands/payment.ts'
import type { Kopecks } from '../../money.ts'
import { extended, refusals } from '../machine/errors.ts'
import { type Handler, on, testOnly } from '../machine/handler.ts'
import {
  changeOf,
  type OpenReceipt,
  type PaymentForm,
  remainderOf,
  totalOf,
  withPayment,
} from '../machine/open-receipt.ts'
import { ExtendedRefusal, Refusal } from '../machine/refusal.ts'

const cash = 1
/** Forms 6..10 are the user's own types; table 12 maps them, here to cashless. */
const formOf = (form: number): PaymentForm => {
  if (form >= 1 && form <= 5) return form as PaymentForm
  if (form >= 6 && form <= 10) return 2
  throw new Refusal(refusals.wrongPaymentType)
}

/** The receipt with one more payment. Only cash may exceed what is left to pay. Throws Refusal. */
export function paid(receipt: OpenReceipt, form: number, sum: Kopecks): OpenReceipt {
  const real = formOf(form)
  const next = withPayment(receipt, real, sum)
  const nonCash = totalOf(next) - (next.paid[2] + next.paid[3] + next.paid[4] + next.paid[5])
  if (real !== cash && (nonCash < 0n || changeOf(next) > 0n)) throw new Refusal(refusals.nonCashOverTotal)
  return next
}

export const paymentHandlers: readonly Handler[] = [
  on(
    payReceipt,
    { modes: [1], shift: 'fresh', receipt: 'open', position: 'closed' },
    async (machine, { flags, form, sum }) => {
      const receipt = machine.receipt as OpenReceipt
      if (receipt.positions.length === 0) throw new ExtendedRefusal(extended.requisiteMissing, 1059)
      const next = paid(receipt, form, sum)
      if (!testOnly(flags)) await machine.setReceipt(next)
      return { remainder: remainderOf(next), change: changeOf(next) }
    },
  ),
  on(voidPayment, { modes: [1], receipt: 'open', position: 'closed' }, async (machine, { flags, form, sum }) => {
    const receipt = machine.receipt as OpenReceipt
    const real = formOf(form)
    if (sum > receipt.paid[real]) throw new Refusal(refusals.voidAboveReceived)
    const next = withPayment(receipt, real, -sum)
    if (!testOnly(flags)) await machine.setReceipt(next)
    return { remainder: remainderOf(next), change: changeOf(next) }
  }),
]
