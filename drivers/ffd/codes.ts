/** Coded values of the fiscal data format, with the words that paper uses (fiscal-data 0, 1, 3, 4.2, 8). */
import type { FfdVersion, Payments, Settlement, TaxSystem } from './receipt.ts'

/** Kinds of fiscal documents (fiscal-data 0). */
export const documentCodes = {
  registration: 1,
  shiftOpening: 2,
  receipt: 3,
  strictForm: 4,
  shiftClosing: 5,
  fnClosing: 6,
  operatorConfirmation: 7,
  reRegistration: 11,
  settlementState: 21,
  correction: 31,
  strictFormCorrection: 41,
} as const

/** Title of a document on paper, by its code. */
export const documentTitles: Readonly<Record<number, string>> = {
  1: 'ОТЧЕТ О РЕГИСТРАЦИИ',
  2: 'ОТЧЕТ ОБ ОТКРЫТИИ СМЕНЫ',
  3: 'КАССОВЫЙ ЧЕК',
  4: 'БСО',
  5: 'ОТЧЕТ О ЗАКРЫТИИ СМЕНЫ',
  6: 'ОТЧЕТ О ЗАКРЫТИИ ФН',
  7: 'ПОДТВЕРЖДЕНИЕ ОПЕРАТОРА',
  11: 'ОТЧЕТ ОБ ИЗМЕНЕНИИ ПАРАМЕТРОВ РЕГИСТРАЦИИ',
  21: 'ОТЧЕТ О СОСТОЯНИИ РАСЧЕТОВ',
  31: 'КАССОВЫЙ ЧЕК КОРРЕКЦИИ',
  41: 'БСО КОРРЕКЦИИ',
}

/** Tag 1054. */
export const settlementCodes = { sale: 1, 'sale-return': 2, buy: 3, 'buy-return': 4 } as const satisfies Record<
  Settlement,
  number
>

/** Sign of settlement on paper. */
export const settlementNames: Readonly<Record<Settlement, string>> = {
  sale: 'ПРИХОД',
  'sale-return': 'ВОЗВРАТ ПРИХОДА',
  buy: 'РАСХОД',
  'buy-return': 'ВОЗВРАТ РАСХОДА',
}

function inverse<K extends string>(codes: Readonly<Record<K, number>>): (code: number) => K | undefined {
  const names = new Map(Object.entries(codes).map(([name, code]) => [code as number, name as K]))
  return (code) => names.get(code)
}

/** The settlement of a value of tag 1054; undefined for a value that the format does not know. */
export const settlementOfCode = inverse(settlementCodes)

/** Tag 1209 (and 1189, 1190). */
export const ffdCodes = { '1.05': 2, '1.1': 3, '1.2': 4 } as const satisfies Record<FfdVersion, number>

/** The version of a value of tag 1209; undefined for a value that the format does not know. */
export const ffdOfCode = inverse(ffdCodes)

export interface PaymentForm {
  /** Tag of the amount in the receipt. */
  readonly tag: 1031 | 1081 | 1215 | 1216 | 1217
  /** Form on the wire (protocol 4.5). */
  readonly form: 1 | 2 | 3 | 4 | 5
  /** As printed. */
  readonly label: string
}

/** Forms of payment, in the order of the wire's numbers. */
export const paymentForms: Readonly<Record<keyof Payments, PaymentForm>> = {
  cash: { tag: 1031, form: 1, label: 'НАЛИЧНЫМИ' },
  cashless: { tag: 1081, form: 2, label: 'БЕЗНАЛИЧНЫМИ' },
  advance: { tag: 1215, form: 3, label: 'ПРЕДВАРИТЕЛЬНАЯ ОПЛАТА (АВАНС)' },
  credit: { tag: 1216, form: 4, label: 'ПОСЛЕДУЮЩАЯ ОПЛАТА (КРЕДИТ)' },
  other: { tag: 1217, form: 5, label: 'ИНАЯ ФОРМА ОПЛАТЫ' },
}

/** Tax systems (1055) on paper. */
export const taxSystemNames: Readonly<Record<TaxSystem, string>> = {
  1: 'ОСН',
  2: 'УСН доход',
  4: 'УСН доход - расход',
  8: 'ЕНВД',
  16: 'ЕСХН',
  32: 'Патент',
}

/** The tax systems of a mask such as tag 1062, in ascending order. */
export const taxSystemsOf = (mask: number): TaxSystem[] =>
  ([1, 2, 4, 8, 16, 32] as const).filter((system) => (mask & system) !== 0)

/** Abbreviations of the subject of settlement (1212) on paper; subjects without one are printed by number. */
export const subjectNames: Readonly<Record<number, string>> = {
  1: 'Т',
  2: 'АТ',
  3: 'Р',
  4: 'У',
  5: 'СА',
  6: 'ВА',
  7: 'СЛ',
  8: 'ВЛ',
  9: 'РИД',
  10: 'П',
  11: 'АВ',
  12: 'В',
  13: 'ИПР',
  30: 'АТНМ',
  31: 'АТМ',
  32: 'ТНМ',
  33: 'ТМ',
}

/** Methods of settlement (1214) on paper. */
export const methodNames: Readonly<Record<number, string>> = {
  1: 'ПРЕДОПЛАТА 100%',
  2: 'ПРЕДОПЛАТА',
  3: 'АВАНС',
  4: 'ПОЛНЫЙ РАСЧЕТ',
  5: 'ЧАСТИЧНЫЙ РАСЧЕТ И КРЕДИТ',
  6: 'ПЕРЕДАЧА В КРЕДИТ',
  7: 'ОПЛАТА КРЕДИТА',
}

/** Measures of quantity (2108) on paper. 255, any other measure, has no name. */
export const measureNames: Readonly<Record<number, string>> = {
  0: 'шт.',
  10: 'г',
  11: 'кг',
  12: 'т',
  20: 'см',
  21: 'дм',
  22: 'м',
  30: 'кв. см',
  31: 'кв. дм',
  32: 'кв. м',
  40: 'мл',
  41: 'л',
  42: 'куб. м',
  50: 'кВт·ч',
  51: 'Гкал',
  70: 'сутки',
  71: 'час',
  72: 'мин',
  73: 'с',
  80: 'Кбайт',
  81: 'Мбайт',
  82: 'Гбайт',
  83: 'Тбайт',
}

/** Subjects of settlement (1212) that only FFD 1.2 has, and what older formats call them (fiscal-data 3.1). */
const beforeMarking: Readonly<Record<number, number>> = { 30: 2, 31: 2, 32: 1, 33: 1 }

/** A subject of FFD 1.2 as a register of that format takes it. */
export const subjectOn = (ffd: FfdVersion, subject: number): number =>
  ffd === '1.2' ? subject : (beforeMarking[subject] ?? subject)
