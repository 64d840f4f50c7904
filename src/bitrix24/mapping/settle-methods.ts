import { type Method, methodAtHandOver, methodPayments } from '../../../drivers/ffd/method-payments.ts'
import type { Payments } from '../../../drivers/ffd/receipt.ts'
import { formatKopecks, type Kopecks, sumOf } from '../../../drivers/money.ts'
import { type ReceiptType, receiptTypeOf } from '../request/receipt-types.ts'
import { methodWords } from '../texts/method-words.ts'
import type { Place } from '../texts/places.ts'
import { type Problem, problem } from '../texts/problem.ts'

/** A line as far as its method goes. */
export interface MethodLine {
  readonly method: Method
  readonly sum: Kopecks
  readonly place: Place
}

export type SettledMethods =
  /** `replaced`: the lines did not get the methods that were sent. */
  { readonly methods: readonly Method[]; readonly replaced: boolean } | Problem

/**
 * Tag 1214 of every line, so that type, method and payments say the same (fiscal-data 3.4). Goods handed over now are paid in full,
 * in part or not at all, and the payments tell which: Bitrix24 says "in full" of all of them. Whatever else contradicts is
 * refused, since nobody can know which of the two is meant.
 */
export function settleMethods(type: ReceiptType, lines: readonly MethodLine[], payments: Payments): SettledMethods {
  const methods = methodsFor(lines, payments)
  const asSent = methods.every((method, at) => method === lines[at]?.method)
  const settled = lines.map((line, at) => ({ ...line, method: methods[at] ?? line.method }))
  const strange = settled.find(({ method }) => !receiptTypeOf(type).methods.includes(method))
  if (strange !== undefined) return contradictsType(type, strange, payments)
  return contradictsPayments(type, settled, payments) ?? { methods, replaced: !asSent }
}

function methodsFor(lines: readonly MethodLine[], payments: Payments): Method[] {
  const methods = lines.map(({ method }) => method)
  const handedOver = methods.every((method) => method === 4 || method === 5)
  if (!handedOver || fits(lines, payments)) return methods
  return methods.map(() => methodAtHandOver(payments))
}

const sumWhere = (lines: readonly MethodLine[], which: (line: MethodLine) => boolean): Kopecks =>
  sumOf(lines.filter(which).map(({ sum }) => sum))
const onCredit = (lines: readonly MethodLine[], much: 'part' | 'all'): Kopecks =>
  sumWhere(lines, ({ method }) => methodPayments[method].credit === much)

/** Whether what is unpaid is just what the lines say. */
function fits(lines: readonly MethodLine[], { credit }: Payments): boolean {
  const whole = onCredit(lines, 'all')
  const partly = onCredit(lines, 'part')
  const some = lines.some(({ method }) => methodPayments[method].credit === 'part')
  return some ? credit > whole && credit < whole + partly : credit === whole
}

function contradictsPayments(type: ReceiptType, lines: readonly MethodLine[], payments: Payments): Problem | undefined {
  const { advance, credit } = payments
  const countable = sumWhere(lines, ({ method }) => methodPayments[method].advance)
  if (fits(lines, payments)) {
    return advance > countable ? problem('advanceByAdvance', { advance: formatKopecks(advance) }) : undefined
  }
  const unpaid = sumOf([onCredit(lines, 'all'), onCredit(lines, 'part')])
  if (lines.every(({ method }) => methodPayments[method].credit === 'all')) return creditPaid(type, payments)
  const [first] = lines
  if (first !== undefined && unpaid === 0n) {
    return problem('creditForbidden', { credit: formatKopecks(credit), method: methodWords[first.method] })
  }
  return problem('creditDiffers', { items: formatKopecks(unpaid), credit: formatKopecks(credit) })
}

function contradictsType(type: ReceiptType, { method, place }: MethodLine, payments: Payments): Problem {
  const unpaidOnly = receiptTypeOf(type).methods.every((one) => methodPayments[one].credit === 'all')
  if (unpaidOnly && (method === 4 || method === 5)) return creditPaid(type, payments)
  return problem('methodDiffers', { place, method: methodWords[method], type })
}

const creditPaid = (type: ReceiptType, { cash, cashless, advance, other }: Payments): Problem =>
  problem('creditPaid', { type, paid: formatKopecks(sumOf([cash, cashless, advance, other])) })
