import type { StoredDocument } from '../../ffd/document.ts'
import { amountOf, numberOf, textOf } from '../../ffd/tags.ts'
import type { Kopecks } from '../../money.ts'
import { kopecks } from '../../money.ts'

/** Tags of the five forms of payment, in the order of forms 1..5 (protocol 4.5, fiscal-data 1.1). */
export const paymentTags = [1031, 1081, 1215, 1216, 1217] as const

/** Per sign of settlement (1054: 1..4): receipts and money by form. */
export interface SettlementTotals {
  readonly count: number
  readonly paid: readonly Kopecks[]
}

export interface LastReceipt {
  readonly number: number
  readonly settlement: number
  readonly total: Kopecks
  /** Local seconds (1012). */
  readonly at: number
  readonly sign: string
}

/** What registers and reports show, folded from the fiscal memory alone: it cannot disagree with the documents. */
export interface Counters {
  readonly shift: {
    readonly open: boolean
    /** The current or last shift. */
    readonly number: number
    /** Local seconds of the opening or, when closed, of the closing; 0 before the first shift. */
    readonly at: number
    /** Receipts in the shift so far. */
    readonly receipts: number
    /** Documents in the shift, its opening report included. */
    readonly documents: number
    readonly totals: readonly SettlementTotals[]
  }
  readonly lastReceipt?: LastReceipt
  /** Local seconds of the last document. */
  readonly lastAt: number
  readonly lastSign: string
  /** Since activation, by sign of settlement: non-nullable totals. */
  readonly grand: readonly Kopecks[]
  /** Cash of receipts: sales and buy returns less sale returns and buys. */
  readonly cash: Kopecks
}

const nothing = kopecks(0)
const noTotals: readonly SettlementTotals[] = [1, 2, 3, 4].map(() => ({
  count: 0,
  paid: paymentTags.map(() => nothing),
}))

/** A new fiscal memory's counters; `shift` is the last closed one. */
export const newCounters = (shift = 0): Counters => ({
  shift: { open: false, number: shift, at: 0, receipts: 0, documents: 0, totals: noTotals },
  lastAt: 0,
  lastSign: '0',
  grand: [nothing, nothing, nothing, nothing],
  cash: nothing,
})

/** Whether cash comes into the drawer: 1 for a sale and a buy return, -1 for the others. */
export const cashDirection = (settlement: number): bigint => (settlement === 1 || settlement === 4 ? 1n : -1n)

const receiptCodes: ReadonlySet<number> = new Set([3, 4, 31, 41])

function withReceipt(counters: Counters, document: Pick<StoredDocument, 'number' | 'tags'>): Counters {
  const { tags } = document
  const settlement = numberOf(tags, 1054) ?? 1
  const paid = paymentTags.map((tag) => amountOf(tags, tag) ?? 0n)
  const total = kopecks(amountOf(tags, 1020) ?? 0n)
  const { shift } = counters
  return {
    ...counters,
    cash: kopecks(counters.cash + cashDirection(settlement) * (paid[0] ?? 0n)),
    grand: counters.grand.map((sum, index) => kopecks(index === settlement - 1 ? sum + total : sum)),
    lastReceipt: { number: document.number, settlement, total, at: counters.lastAt, sign: counters.lastSign },
    shift: {
      ...shift,
      receipts: shift.receipts + 1,
      totals: shift.totals.map((one, index) =>
        index === settlement - 1
          ? { count: one.count + 1, paid: one.paid.map((sum, form) => kopecks(sum + (paid[form] ?? 0n))) }
          : one,
      ),
    },
  }
}

/** The counters after one more document. */
export function count(counters: Counters, document: Pick<StoredDocument, 'number' | 'code' | 'tags'>): Counters {
  const { tags, code } = document
  const at = numberOf(tags, 1012) ?? counters.lastAt
  const sign = textOf(tags, 1077) ?? '0'
  const next = {
    ...counters,
    lastAt: at,
    lastSign: sign,
    shift: { ...counters.shift, documents: counters.shift.documents + 1 },
  }
  if (receiptCodes.has(code)) return withReceipt(next, document)
  if (code === 2) {
    const number = numberOf(tags, 1038) ?? counters.shift.number + 1
    return { ...next, shift: { open: true, number, at, receipts: 0, documents: 1, totals: noTotals } }
  }
  return code === 5 ? { ...next, shift: { ...next.shift, open: false, at } } : next
}
