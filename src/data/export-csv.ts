import type { ExportRow } from './export-rows.ts'

const columns: readonly (readonly [title: string, field: keyof ExportRow])[] = [
  ['Время', 'time'],
  ['Касса', 'register'],
  ['Режим', 'mode'],
  ['Смена', 'shift'],
  ['Чек за смену', 'receiptNumber'],
  ['Признак расчёта', 'settlement'],
  ['Сумма', 'total'],
  ['Наличными', 'cash'],
  ['Безналичными', 'cashless'],
  ['Зачёт аванса', 'advance'],
  ['В кредит', 'credit'],
  ['Иная оплата', 'other'],
  ['ФД', 'fd'],
  ['ФП', 'fpd'],
  ['ФН', 'fn'],
  ['РНМ', 'registrationNumber'],
  ['Чек Битрикс24', 'check'],
  ['UUID', 'uuid'],
  ['QR', 'qr'],
]

const amounts: ReadonlySet<keyof ExportRow> = new Set(['total', 'cash', 'cashless', 'advance', 'credit', 'other'])

/** A cell that no spreadsheet takes for a formula. */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`

/** A table as Russian spreadsheets open it: UTF-8 with its mark, semicolons, decimal commas. */
export function exportCsv(rows: readonly ExportRow[]): string {
  const lines = rows.map((row) =>
    line(columns.map(([, field]) => (amounts.has(field) ? String(row[field]).replace('.', ',') : String(row[field])))),
  )
  return `\uFEFF${line(columns.map(([title]) => title))}${lines.join('')}`
}
