import type { Payments } from '../../drivers/ffd/receipt.ts'
import type { Kopecks } from '../../drivers/money.ts'
import { formatKopecks, kopecks, parseKopecks } from '../../drivers/money.ts'
import type { DayLine } from '../store/day-line.ts'

const forms = ['cash', 'cashless', 'advance', 'credit', 'other'] as const satisfies readonly (keyof Payments)[]

/** Settlements in which the shop pays the money. */
const outgoing: ReadonlySet<string> = new Set(['sale-return', 'buy'])

const amountOf = (text: string | undefined): Kopecks =>
  text === undefined ? kopecks(0) : (parseKopecks(text) ?? kopecks(0))

/** Sums of registered receipts; a payment is what came in less what went out. */
export class Sums {
  #receipts = 0
  #sales = 0n
  #returns = 0n
  readonly #payments = new Map<string, bigint>()

  add({ total, settlement, payments }: DayLine): void {
    this.#receipts += 1
    const out = outgoing.has(settlement ?? '')
    if (out) this.#returns += amountOf(total)
    else this.#sales += amountOf(total)
    for (const form of forms) {
      const amount = amountOf(payments?.[form])
      this.#payments.set(form, (this.#payments.get(form) ?? 0n) + (out ? -amount : amount))
    }
  }

  /** Decimal roubles. */
  view() {
    const shown = (amount: bigint | undefined): string => formatKopecks(kopecks(amount ?? 0n))
    const payment = (form: (typeof forms)[number]): string => shown(this.#payments.get(form))
    return {
      receipts: this.#receipts,
      sales: shown(this.#sales),
      returns: shown(this.#returns),
      payments: {
        cash: payment('cash'),
        cashless: payment('cashless'),
        advance: payment('advance'),
        credit: payment('credit'),
        other: payment('other'),
      },
    }
  }
}
