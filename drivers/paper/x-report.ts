import { paymentForms, settlementNames } from '../ffd/codes.ts'
import type { Kopecks } from '../money.ts'
import { printedTime } from './document.ts'
import { money } from './item.ts'
import { centred, pair, rule, wrap } from './layout.ts'

/** What an X report shows: the shift so far. It is no fiscal document and has no number. */
export interface XReport {
  readonly user: string
  readonly inn: string
  readonly serial: string
  readonly fn: string
  /** Local seconds. */
  readonly at: number
  readonly shift: number
  readonly open: boolean
  readonly cash: Kopecks
  /** By sign of settlement, 1..4; money by form of payment, in the order of the wire's forms. */
  readonly totals: readonly { readonly count: number; readonly paid: readonly Kopecks[] }[]
}

const labels = Object.values(paymentForms).map((form) => form.label)

/** The paper of an X report, `columns` characters wide. */
export function renderXReport(report: XReport, columns = 48): string {
  const settlements = Object.values(settlementNames).flatMap((name, index) => {
    const totals = report.totals[index]
    if (totals === undefined || totals.count === 0) return []
    const paid = totals.paid.flatMap((sum, form) => (sum === 0n ? [] : pair(labels[form] ?? '', money(sum), columns)))
    return [...pair(name, `ЧЕКОВ ${totals.count}`, columns), ...paid]
  })
  return [
    ...centred(report.user, columns),
    ...rule(columns),
    ...wrap('X-ОТЧЕТ', columns),
    ...pair(`Смена № ${report.shift} ${report.open ? 'открыта' : 'закрыта'}`, printedTime(report.at), columns),
    ...rule(columns),
    ...settlements,
    ...pair('НАЛИЧНЫХ В КАССЕ', money(report.cash), columns),
    ...rule(columns),
    ...pair(`ИНН ${report.inn}`, `ЗН ККТ ${report.serial}`, columns),
    `ФН ${report.fn}`,
  ].join('\n')
}
