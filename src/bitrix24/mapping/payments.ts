import type { Payments } from '../../../drivers/ffd/receipt.ts'
import { type Kopecks, kopecks } from '../../../drivers/money.ts'
import type { ReceiptSettings } from '../../config/bitrix-settings.ts'
import type { PrintPayment } from '../request/print-request.ts'
import { ownPaymentForms } from '../request/receipt-types.ts'
import { type Problem, problem } from '../texts/problem.ts'

type Form = keyof Payments

/** The tag that a type of payment belongs to; undefined for one that neither Bitrix24 nor the settings know. */
function formOf(kind: string, { paymentForms }: Pick<ReceiptSettings, 'paymentForms'>): Form | undefined {
  if (ownPaymentForms.has(kind)) return kind as Form
  return Object.hasOwn(paymentForms, kind) ? paymentForms[kind] : undefined
}

/** Payments by form, `sums` being theirs in kopecks; each type that nobody knows is told once. */
export function paymentsOf(
  payments: readonly Pick<PrintPayment, 'kind'>[],
  sums: readonly Kopecks[],
  settings: Pick<ReceiptSettings, 'paymentForms'>,
  problems: Problem[],
): Payments {
  const byForm = { cash: 0n, cashless: 0n, advance: 0n, credit: 0n, other: 0n }
  const unknown = new Set<string>()
  for (const [at, { kind }] of payments.entries()) {
    const form = formOf(kind, settings)
    if (form !== undefined) byForm[form] += sums[at] ?? 0n
    else if (!unknown.has(kind)) {
      unknown.add(kind)
      problems.push(problem('paymentUnknown', { place: { kind: 'payment', number: at + 1, field: 'type' }, kind }))
    }
  }
  const { cash, cashless, advance, credit, other } = byForm
  return {
    cash: kopecks(cash),
    cashless: kopecks(cashless),
    advance: kopecks(advance),
    credit: kopecks(credit),
    other: kopecks(other),
  }
}
