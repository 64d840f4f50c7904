import type { Place } from './places.ts'

/** Remarks on a receipt that goes on: for the log and the operator's page, never for the answer. */
export const warningTexts = {
  rateUnusual: { code: 'B24-901', ru: 'Ставка НДС необычна для этой системы налогообложения' },
  priceReplaced: { code: 'B24-902', ru: 'Цена единицы не равна сумме строки: в чек пойдёт сумма' },
  priceRounded: { code: 'B24-903', ru: 'Цена округлена до копеек: с количеством она даёт не ту сумму, что в строке' },
  subjectAssumed: { code: 'B24-904', ru: 'Предмет расчёта не пришёл: в чек пойдёт «товар»' },
  noBuyer: { code: 'B24-905', ru: 'Нет контакта покупателя, а расчёт в Интернете' },
  contactDropped: { code: 'B24-906', ru: 'Контакт покупателя записан не так, как допускает чек' },
  supplierPhoneDropped: { code: 'B24-907', ru: 'Телефон поставщика записан не так, как допускает чек' },
  signDiffers: { code: 'B24-908', ru: 'Признак расчёта не соответствует типу чека: верен тип' },
  manyItems: { code: 'B24-909', ru: 'Больше 200 строк: касса может не принять такой чек' },
  lineSplit: {
    code: 'B24-910',
    ru: 'Сумма не делится на количество без остатка: одна единица пойдёт в чек отдельной строкой',
  },
} as const

export interface Warning {
  readonly key: keyof typeof warningTexts
  readonly place?: Place
}
