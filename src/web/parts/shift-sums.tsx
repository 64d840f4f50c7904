import type { PaymentSums, ShiftTotals } from '../../admin/status-view.ts'
import { isZero, money } from '../base/format.ts'
import { words } from '../texts/words.ts'
import { Facts } from './facts.tsx'

/** Forms of payment that have a sum, in the order of the receipt. */
export function paidForms(payments: PaymentSums): { readonly form: keyof PaymentSums; readonly sum: string }[] {
  const forms: (keyof PaymentSums)[] = ['cash', 'cashless', 'advance', 'credit', 'other']
  return forms.filter((form) => !isZero(payments[form])).map((form) => ({ form, sum: payments[form] }))
}

/** What the bridge registered in the shift. */
export function ShiftSums({ totals }: { readonly totals: ShiftTotals }) {
  const { register, payments } = words()
  return (
    <Facts
      facts={[
        { name: register.receipts, value: totals.receipts },
        { name: register.sales, value: money(totals.sales) },
        !isZero(totals.returns) && { name: register.returns, value: money(totals.returns) },
        ...paidForms(totals.payments).map(({ form, sum }) => ({ name: payments[form], value: money(sum) })),
      ]}
    />
  )
}
