import type { LocalDate } from '../../../drivers/ffd/local-time.ts'
import type { Method } from '../../../drivers/ffd/method-payments.ts'
import type { Settlement, TaxSystem } from '../../../drivers/ffd/receipt.ts'
import type { VatRate } from '../../../drivers/ffd/vat.ts'
import { vatRates } from '../../../drivers/ffd/vat.ts'
import type { ReceiptSettings } from '../../config/bitrix-settings.ts'
import type { Place } from '../texts/places.ts'
import { type Problem, problem } from '../texts/problem.ts'

/** First year in which a new sale bears 22 % instead of 20 % (fiscal-data 2.2). */
const firstYearAtTwentyTwo = 2026

const advance = 3
const repayment = 7
/** Methods of money taken before hand-over, which bear the calculated rates (fiscal-data 2.5). */
const beforeHandOver: readonly Method[] = [1, 2, advance]

export interface VatQuestion {
  /** Portal id of the line's VAT record. */
  readonly id: string | undefined
  readonly method: Method
  readonly settlement: Settlement
  /** Date that the document will bear, where the register stands. */
  readonly today: LocalDate
  readonly place: Place
}

/** The rate of a line, or why it must not be registered: an id that the table does not know is never guessed. */
export function vatOfLine(question: VatQuestion, settings: ReceiptSettings): VatRate | Problem {
  const { method, settlement, today, place } = question
  if (method === repayment) return settings.repaymentVat
  const rate = recordedRate(question, settings)
  if (typeof rate === 'object') return rate
  const twenty = vatRates[rate].percent === 20
  const refused = twenty && settlement === 'sale' && today.year >= firstYearAtTwentyTwo && !settings.allowTwentyPercent
  if (refused) return problem('vatTwenty', { place })
  return beforeHandOver.includes(method) ? vatRates[rate].calculated : rate
}

function recordedRate({ id, method, place }: VatQuestion, settings: ReceiptSettings): VatRate | Problem {
  const none = id === undefined || /^0+$/.test(id)
  if (none && method === advance) return settings.advanceVat
  if (id === undefined) return problem('fieldMissing', { place })
  const rate = Object.hasOwn(settings.vat, id) ? settings.vat[id] : undefined
  if (rate === '18') return problem('vatEighteen', { place })
  return rate ?? (none ? 'none' : problem('vatUnknown', { place, id }))
}

/** Rates that a payer of each tax system is expected to use; others are legal now and then and only worth a remark. */
const usualPercents: Readonly<Record<TaxSystem, readonly (number | null)[]>> = {
  1: [22, 20, 10, 0],
  2: [null, 5, 7],
  4: [null, 5, 7],
  8: [null],
  16: [null, 22, 20, 10, 0],
  32: [null],
}

export const isUsual = (rate: VatRate, taxSystem: TaxSystem): boolean =>
  usualPercents[taxSystem].includes(vatRates[rate].percent)
