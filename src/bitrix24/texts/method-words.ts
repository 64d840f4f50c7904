import type { Method } from '../../../drivers/ffd/method-payments.ts'
import type { Phrase } from '../../base/language.ts'

/** Methods of settlement as a manager would call them. */
export const methodWords: Readonly<Record<Method, Phrase>> = {
  1: { ru: 'предоплата 100 %', en: 'full prepayment' },
  2: { ru: 'частичная предоплата', en: 'prepayment' },
  3: { ru: 'аванс', en: 'advance' },
  4: { ru: 'полный расчёт', en: 'full settlement' },
  5: { ru: 'частичный расчёт и кредит', en: 'part payment, part credit' },
  6: { ru: 'передача в кредит', en: 'credit' },
  7: { ru: 'оплата кредита', en: 'credit repayment' },
}
