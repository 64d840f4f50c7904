import {
  documentTitles,
  ffdOfCode,
  paymentForms,
  settlementNames,
  settlementOfCode,
  taxSystemNames,
  taxSystemsOf,
} from '../ffd/codes.ts'
import type { StoredDocument } from '../ffd/document.ts'
import { localOfSeconds } from '../ffd/local-time.ts'
import { amountOf, nestedOf, numberOf, type Tags, textOf } from '../ffd/tags.ts'
import { vatRateOfCode, vatRates } from '../ffd/vat.ts'
import { itemLines, money } from './item.ts'
import { centred, pair, rule, wrap } from './layout.ts'
import { qrText } from './qr.ts'

const two = (value: number): string => value.toString().padStart(2, '0')

/** `23.11.2026 13:16`, as printed, without seconds. */
export function printedTime(seconds: number): string {
  const { year, month, day, hour, minute } = localOfSeconds(seconds)
  return `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)}`
}

const ffdName = (tags: Tags, tag: number): string => `ФФД ${ffdOfCode(numberOf(tags, tag) ?? 0) ?? '?'}`

const labelled = (label: string, value: string | undefined, columns: number): string[] =>
  value === undefined || value === '' ? [] : pair(label, value, columns)

const amountLine = (label: string, value: bigint | undefined, columns: number): string[] =>
  value === undefined || value === 0n ? [] : pair(label, money(value), columns)

function header(tags: Tags, columns: number): string[] {
  const place = textOf(tags, 1187)
  return [
    ...centred(textOf(tags, 1048) ?? '', columns),
    ...centred(textOf(tags, 1009) ?? '', columns),
    ...(place === undefined ? [] : centred(`Место расчетов: ${place}`, columns)),
    ...rule(columns),
  ]
}

function cashier(tags: Tags, columns: number): string[] {
  const name = textOf(tags, 1021)
  const inn = textOf(tags, 1203)
  return [
    ...(name === undefined ? [] : wrap(`Кассир: ${name}`, columns)),
    ...(inn === undefined ? [] : wrap(`ИНН кассира: ${inn.trim()}`, columns)),
  ]
}

/** Totals of VAT at the rates that have a tag of their own; 1104 and 1105 hold turnover (fiscal-data 2.3, 8). */
const vatLabels: readonly (readonly [number, string])[] = [
  [1102, 'СУММА НДС 20%'],
  [1103, 'СУММА НДС 10%'],
  [1104, 'СУММА С НДС 0%'],
  [1105, 'СУММА БЕЗ НДС'],
  [1106, 'СУММА РАСЧ. НДС 20/120'],
  [1107, 'СУММА РАСЧ. НДС 10/110'],
]

function otherVat(one: Tags, columns: number): string[] {
  const rate = vatRateOfCode(numberOf(one, 1199) ?? 0)
  if (rate === undefined) return []
  const calculated = rate.includes('/') ? 'СУММА РАСЧ.' : 'СУММА'
  return amountLine(`${calculated} ${vatRates[rate].label}`, amountOf(one, 1120), columns)
}

function totals(tags: Tags, columns: number): string[] {
  return [
    ...pair('ИТОГ', money(amountOf(tags, 1020) ?? 0n), columns),
    ...Object.values(paymentForms).flatMap(({ tag, label }) => amountLine(label, amountOf(tags, tag), columns)),
    ...vatLabels.flatMap(([tag, label]) => amountLine(label, amountOf(tags, tag), columns)),
    ...nestedOf(tags, 1115).flatMap((all) => nestedOf(all, 1119).flatMap((one) => otherVat(one, columns))),
  ]
}

function userAttribute(tags: Tags, columns: number): string[] {
  return nestedOf(tags, 1084).flatMap((one) => labelled(`${textOf(one, 1085) ?? ''}:`, textOf(one, 1086), columns))
}

function requisites(tags: Tags, columns: number): string[] {
  const system = numberOf(tags, 1055)
  return [
    ...(system === undefined
      ? []
      : wrap(
          `СНО: ${taxSystemsOf(system)
            .map((one) => taxSystemNames[one])
            .join(', ')}`,
          columns,
        )),
    ...(numberOf(tags, 1125) === 1 ? ['РАСЧЕТ В СЕТИ ИНТЕРНЕТ'] : []),
    ...labelled('ЭЛ. АДР. ПОКУПАТЕЛЯ:', textOf(tags, 1008), columns),
    ...labelled('ЭЛ. АДР. ОТПРАВИТЕЛЯ:', textOf(tags, 1117), columns),
    ...userAttribute(tags, columns),
    ...labelled('ДОП. РЕКВИЗИТ ЧЕКА:', textOf(tags, 1192), columns),
    ...labelled('САЙТ ФНС:', textOf(tags, 1060), columns),
  ]
}

function footer({ fn, number, tags }: StoredDocument, columns: number): string[] {
  return [
    ...pair(`ИНН ${(textOf(tags, 1018) ?? '').trim()}`, `ЗН ККТ ${textOf(tags, 1013) ?? ''}`, columns),
    ...pair(`РН ККТ ${(textOf(tags, 1037) ?? '').trim()}`, ffdName(tags, 1209), columns),
    ...pair(`ФН ${fn}`, `ФД ${number}`, columns),
    `ФП ${textOf(tags, 1077) ?? ''}`,
  ]
}

function receipt(document: StoredDocument, columns: number): string[] {
  const { tags } = document
  const settlement = settlementOfCode(numberOf(tags, 1054) ?? 0)
  return [
    ...pair(title(document), settlement === undefined ? '' : settlementNames[settlement], columns),
    ...pair(`Смена № ${numberOf(tags, 1038)}`, `Чек № ${numberOf(tags, 1042)}`, columns),
    ...pair(printedTime(numberOf(tags, 1012) ?? 0), ffdName(tags, 1209), columns),
    ...cashier(tags, columns),
    ...rule(columns),
    ...nestedOf(tags, 1059).flatMap((item, index) => itemLines(item, index + 1, columns)),
    ...rule(columns),
    ...totals(tags, columns),
    ...rule(columns),
    ...requisites(tags, columns),
    ...footer(document, columns),
  ]
}

/** Warnings of the FN and the OFD in reports (fiscal-data 5.4). */
const warnings: readonly (readonly [number, string])[] = [
  [1050, 'РЕСУРС КЛЮЧЕЙ ФН МЕНЕЕ 30 ДНЕЙ'],
  [1051, 'СРОЧНО ЗАМЕНИТЕ ФН'],
  [1052, 'ПАМЯТЬ ФН ЗАПОЛНЕНА НА 90%'],
  [1053, 'ПРЕВЫШЕНО ВРЕМЯ ОЖИДАНИЯ ОТВЕТА ОФД'],
]

function reportBody(tags: Tags, columns: number): string[] {
  const number = (label: string, tag: number): string[] => {
    const value = numberOf(tags, tag)
    return value === undefined ? [] : pair(label, value.toString(), columns)
  }
  const since = numberOf(tags, 1098)
  return [
    ...number('ЧЕКОВ ЗА СМЕНУ', 1118),
    ...number('ФД ЗА СМЕНУ', 1111),
    ...number('НЕПЕРЕДАННЫХ ФД', 1097),
    ...number('ПЕРВЫЙ НЕПЕРЕДАННЫЙ ФД', 1116),
    ...(since === undefined ? [] : pair('ФД НЕ ПЕРЕДАНЫ С', printedTime(since), columns)),
    ...warnings.flatMap(([tag, text]) => (numberOf(tags, tag) === 1 ? wrap(text, columns) : [])),
  ]
}

function report(document: StoredDocument, columns: number): string[] {
  const { tags } = document
  const shift = numberOf(tags, 1038)
  const body = reportBody(tags, columns)
  const systems = numberOf(tags, 1062)
  return [
    ...wrap(title(document), columns),
    ...pair(shift === undefined ? '' : `Смена № ${shift}`, printedTime(numberOf(tags, 1012) ?? 0), columns),
    ...cashier(tags, columns),
    ...rule(columns),
    ...(systems === undefined
      ? []
      : wrap(
          `СНО: ${taxSystemsOf(systems)
            .map((one) => taxSystemNames[one])
            .join(', ')}`,
          columns,
        )),
    ...(body.length === 0 ? [] : [...body, ...rule(columns)]),
    ...labelled('САЙТ ФНС:', textOf(tags, 1060), columns),
    ...footer(document, columns),
  ]
}

const title = ({ code }: StoredDocument): string => documentTitles[code] ?? `ДОКУМЕНТ ${code}`

/** The lines of a document's paper form, without the QR code that ends a receipt. */
export function documentLines(document: StoredDocument, columns: number): string[] {
  const isReceipt = numberOf(document.tags, 1054) !== undefined
  const body = isReceipt ? receipt(document, columns) : report(document, columns)
  return [...header(document.tags, columns), ...body]
}

/**
 * The paper form of a document as text, `columns` characters wide, without a line end at the end (fiscal-data 8); of the QR
 * code, what it says. Works on any document with its tags, whatever register it was read from.
 */
export function renderDocument(document: StoredDocument, columns = 48): string {
  const qr = qrText(document)
  return [...documentLines(document, columns), ...(qr === undefined ? [] : ['', ...wrap(qr, columns)])].join('\n')
}
