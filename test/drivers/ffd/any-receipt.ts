import fc from 'fast-check'
import type { FiscalItem, FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import { divideRounded, kopecks, quantity, sumOf } from '../../../drivers/money.ts'

/** Texts as they come from a portal: Cyrillic, quotes, dashes, signs, what no register can print. */
const anyName = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(...Array.from('абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗ 0123456789abcXYZ')),
      },
      { weight: 1, arbitrary: fc.constantFrom(...Array.from('«»—–№×½€₽“”…·•°±²ÄéŁ(),.-/%"\'&<>+=')) },
      { weight: 1, arbitrary: fc.constant(' ') },
    ),
    { minLength: 1, maxLength: 150 },
  )
  .map((characters) => `Т${characters.join('')}`)

const agent = fc.record({
  sign: fc.constantFrom(1, 2, 4, 8, 16, 32, 64),
  supplierInn: fc.constantFrom('7707083893', '500100732259', '000000000000'),
  supplierName: fc.constantFrom('ООО «Ромашка»', 'ИП Иванов'),
  supplierPhones: fc.subarray(['+74951234567', '+79161234567']),
})

/** A line whose sum is what its price and quantity make, or a kopeck beside it, or less by a discount. */
const anyItem = (vatRates: readonly FiscalItem['vat'][], ffd: '1.05' | '1.2'): fc.Arbitrary<FiscalItem> =>
  fc
    .record({
      name: anyName,
      price: fc.bigInt(1n, 500_000n),
      quantity: fc.bigInt(1n, 20_000n),
      discount: fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, { weight: 1, arbitrary: fc.bigInt(0n, 1_000n) }),
      vat: fc.constantFrom(...vatRates),
      subject: fc.constantFrom(1, 3, 4, 10, 13),
      method: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
      measure: fc.constantFrom(0, 10, 11, 41),
      agent: fc.option(agent, { nil: undefined }),
      code: fc.option(fc.uint8Array({ minLength: 8, maxLength: 32 }), { nil: undefined }),
    })
    .map(({ discount, agent: whose, code, ...item }) => {
      const full = divideRounded(item.price * item.quantity, 1000n)
      return {
        ...item,
        price: kopecks(item.price),
        quantity: quantity(item.quantity),
        sum: kopecks(full > discount ? full - discount : full),
        ...(whose !== undefined && { agent: whose }),
        ...(code !== undefined && ffd === '1.05' && { marking: { productCode: code } }),
      }
    })

/** A receipt that a register of that format may be asked to print. */
export const anyReceipt = (
  vatRates: readonly FiscalItem['vat'][],
  ffd: '1.05' | '1.2',
  taxSystem: FiscalReceipt['taxSystem'] = 1,
): fc.Arbitrary<FiscalReceipt> =>
  fc
    .record({
      items: fc.array(anyItem(vatRates, ffd), { minLength: 1, maxLength: 5 }),
      settlement: fc.constantFrom('sale', 'sale-return', 'buy', 'buy-return'),
      buyer: fc.option(fc.constantFrom('buyer@example.ru', '+79161234567'), { nil: undefined }),
      shares: fc.tuple(fc.nat(4), fc.nat(4)),
      tag: fc.constantFrom(1192 as const, 1084 as const),
    })
    .map(({ items, settlement, buyer, shares: [first, second], tag }) => {
      const total = sumOf(items.map(({ sum }) => sum))
      const forms = ['cash', 'cashless', 'advance', 'credit', 'other'] as const
      const part = kopecks(total / 3n)
      const none = kopecks(0)
      const payments = { cash: none, cashless: none, advance: none, credit: none, other: none }
      const [one, other] = [forms[first] ?? 'cash', forms[second] ?? 'cash']
      const paid =
        one === other ? { ...payments, [one]: total } : { ...payments, [one]: part, [other]: kopecks(total - part) }
      return {
        settlement,
        taxSystem,
        items,
        payments: paid,
        total,
        mark: { text: 'FB0123456789ABCD', tag },
        internet: false,
        electronicOnly: false,
        ...(buyer !== undefined && { buyer }),
      }
    })
