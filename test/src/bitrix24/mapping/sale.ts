import type { FiscalReceipt } from '../../../../drivers/ffd/receipt.ts'
import type { Mapped } from '../../../../src/bitrix24/mapping/mapping.ts'
import { codeOf, problemText } from '../../../../src/bitrix24/texts/problem.ts'
import type { ReceiptSettings } from '../../../../src/config/bitrix-settings.ts'
import { buildForm, type PhpMap, type PhpValue } from '../php-form.ts'
import { contextOf, mapBody, receiptSettings } from '../samples.ts'

export const receiptOf = (mapped: Mapped): FiscalReceipt => {
  if (!mapped.ok) throw new Error(mapped.problems.map((one) => problemText(one, 'en')).join('; '))
  return mapped.receipt('0123456789abcdef')
}
export const codesOf = (mapped: Mapped): string[] => (mapped.ok ? [] : mapped.problems.map(codeOf))
export const warningsOf = (mapped: Mapped): string[] =>
  mapped.ok ? mapped.warnings.map(({ key }) => key) : ['refused']

/** A sale of one line, with changes on top. */
export const sale = (item: PhpMap = {}, receipt: PhpMap = {}): PhpMap => ({
  type: 'sell',
  uuid: 'check|shop.example.ru|1',
  items: [{ name: 'Шнурки', price: 100, sum: 200, quantity: 2, vat: 7, payment_object: 'commodity', ...item }],
  payments: [{ type: 'cash', sum: (item['sum'] ?? 200) as PhpValue }],
  total_sum: (item['sum'] ?? 200) as PhpValue,
  client_email: 'ivanov@example.ru',
  service_email: 'check@shop.example.ru',
  ...receipt,
})
export const map = (data: PhpMap, settings: Partial<ReceiptSettings> = {}, context = contextOf()): Mapped =>
  mapBody(buildForm(data), { ...receiptSettings, ...settings }, context)
