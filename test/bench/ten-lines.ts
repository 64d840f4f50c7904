import type { FiscalReceipt } from '../../drivers/ffd/receipt.ts'
import { kopecks, quantity } from '../../drivers/money.ts'

const zero = kopecks(0)
const items = Array.from({ length: 10 }, (_, index) => ({
  name: `Молоко «Домик в деревне» 3,2 %, партия ${index + 1}`,
  price: kopecks(5500),
  quantity: quantity(2000),
  sum: kopecks(11_000),
  vat: '10' as const,
  subject: 1,
  method: 4,
  measure: 0,
}))

/** Ten lines, one payment by card, nothing beside what every receipt of the bridge has. */
export const tenLines = (number: number): FiscalReceipt => ({
  settlement: 'sale',
  taxSystem: 1,
  items,
  payments: { cash: zero, cashless: kopecks(110_000), advance: zero, credit: zero, other: zero },
  total: kopecks(110_000),
  mark: { text: `bench${String(number).padStart(11, '0')}`, tag: 1192 },
  internet: false,
  electronicOnly: false,
})
