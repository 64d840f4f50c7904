import type { Method } from '../../../drivers/ffd/method-payments.ts'
import type { FiscalReceipt, Payments } from '../../../drivers/ffd/receipt.ts'
import { formatKopecks, type Kopecks, sumOf } from '../../../drivers/money.ts'
import type { ReceiptSettings } from '../../config/bitrix-settings.ts'
import type { PrintItem, PrintRequest } from '../request/print-request.ts'
import { paymentMethods, type ReceiptType, receiptTypeOf } from '../request/receipt-types.ts'
import { maxProblems, type Problem, problem } from '../texts/problem.ts'
import type { Warning } from '../texts/warnings.ts'
import { partiesOf } from './contacts.ts'
import { type ItemPlace, type LineContext, type LineOf, type Remarks, toFiscalItems } from './line-mapping.ts'
import { paymentsOf } from './payments.ts'
import { type MethodLine, settleMethods } from './settle-methods.ts'
import { shareOut } from './share-out.ts'

export type Mapped =
  | {
      readonly ok: true
      /** The receipt with our mark in it: the mark comes from the UUID, which is made at intake. */
      readonly receipt: (mark: string) => FiscalReceipt
      readonly warnings: readonly Warning[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Beyond this many lines some registers refuse (fiscal-data 1.3). */
const manyItems = 200

/** What Bitrix24 asked for as a whole and decided receipt, or every reason against it (ten at most). Pure. */
export function toReceipt(request: PrintRequest, settings: ReceiptSettings, context: LineContext): Mapped {
  const remarks: Remarks = { problems: [], warnings: [] }
  const { type } = request
  const sums = settledSums(request, remarks)
  const payments = paymentsOf(request.payments, sums.payments, settings, remarks.problems)
  const lines = request.items.map((item, index) => ({ ...item, sum: sums.items[index] ?? item.sum }))
  const places = lines.map(({ name }, index): ItemPlace => ({ kind: 'item', number: index + 1, name }))
  const methods = methodsOf(type, lines, places, payments, remarks)
  const items = lines.flatMap((item, index) =>
    toFiscalItems(item, { place: places[index], type, method: methods[index] } as LineOf, settings, context, remarks),
  )
  const parties = partiesOf(request, settings, remarks)
  if (remarks.problems.length > 0) return { ok: false, problems: remarks.problems.slice(0, maxProblems) }

  const { settlement } = receiptTypeOf(type)
  if (signOf[settlement] !== (request.calculatedSign ?? signOf[settlement]))
    remarks.warnings.push({ key: 'signDiffers' })
  if (items.length > manyItems) remarks.warnings.push({ key: 'manyItems' })
  const { taxSystem, cashier, markTag } = context.register
  const receipt = {
    settlement,
    taxSystem,
    items,
    payments,
    total: request.total,
    ...parties,
    internet: settings.internet !== undefined,
    ...(settings.internet === undefined ? {} : { place: settings.internet.place }),
    ...(cashier === undefined ? {} : { cashier }),
    electronicOnly: settings.electronicOnly,
  }
  return {
    ok: true,
    receipt: (mark) => ({ ...receipt, mark: { text: mark, tag: markTag } }),
    warnings: remarks.warnings,
  }
}

/** The methods as sent, or as the payments have them. While the sums disagree nothing can be said of either. */
function methodsOf(
  type: ReceiptType,
  items: readonly PrintItem[],
  places: readonly ItemPlace[],
  payments: Payments,
  { problems, warnings }: Remarks,
): readonly Method[] {
  const lines = items.map(({ method, sum }, index): MethodLine => {
    const sent = method === undefined ? receiptTypeOf(type).method : paymentMethods[method]
    return { method: sent, sum, place: { ...(places[index] as ItemPlace), field: 'payment_method' } }
  })
  const sent = lines.map(({ method }) => method)
  if (problems.length > 0) return sent
  const settled = settleMethods(type, lines, payments)
  if ('key' in settled) {
    problems.push(settled)
    return sent
  }
  if (settled.replaced) warnings.push({ key: 'methodReplaced' })
  return settled.methods
}

const signOf = { sale: 'income', 'sale-return': 'consumption' } as const

interface Sums {
  readonly items: readonly Kopecks[]
  readonly payments: readonly Kopecks[]
}

/** Items, payments and the total must be the same money: Bitrix24 leaves no room for change. */
function settledSums({ items, payments, total }: PrintRequest, { problems, warnings }: Remarks): Sums {
  const settled = { items: shareOut(items, total), payments: shareOut(payments, total) }
  const asSent = { items: items.map(({ sum }) => sum), payments: payments.map(({ sum }) => sum) }
  if (settled.items === undefined || settled.payments === undefined) {
    problems.push(...sumProblems(asSent, total, settled.items !== undefined, settled.payments !== undefined))
    return asSent
  }
  const same = settled.items.every((sum, at) => sum === asSent.items[at])
  if (!same) warnings.push({ key: 'sumsShared' })
  return { items: settled.items, payments: settled.payments }
}

/** Which of the three sums is the odd one out: one mistake is told once. */
function* sumProblems(sent: Sums, total: Kopecks, itemsFit: boolean, paymentsFit: boolean): Generator<Problem, void> {
  const [items, payments] = [sumOf(sent.items), sumOf(sent.payments)]
  const totalIsOdd = items === payments && !itemsFit
  if (!paymentsFit && !totalIsOdd)
    yield problem('paymentsDiffer', { items: formatKopecks(items), payments: formatKopecks(payments) })
  if (!itemsFit) yield problem('totalDiffers', { items: formatKopecks(items), total: formatKopecks(total) })
}
