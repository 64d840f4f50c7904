import { divideRounded, kopecks } from '../../drivers/money.ts'
import type { FiscalItem, Kopecks, Quantity } from '../../drivers/register.ts'
import type { PrintItem } from './print-request.ts'
import type { Warning } from './warnings.ts'

/** What a line of a receipt costs. */
export type Part = Pick<FiscalItem, 'price' | 'quantity' | 'sum'>

/** The lines that stand for one line of a request: one, or two that are exact where one cannot be. */
export interface Priced {
  readonly parts: readonly Part[]
  readonly remark?: Extract<Warning['key'], 'priceReplaced' | 'priceRounded' | 'lineSplit'>
}

const onePiece = 1000n as Quantity
const kopeckInMillionths = 10_000n

const isNear = (a: bigint, b: bigint): boolean => a - b <= 1n && b - a <= 1n
const costOf = (price: Kopecks, amount: bigint): Kopecks => kopecks(divideRounded(price * amount, 1000n))

/**
 * Price per unit beside the line's sum, which rules (fiscal-data 3.3, 4.3). One piece costs its sum, to the kopeck. Price × quantity
 * may miss it by a kopeck. A price finer than kopecks is rounded. A price that is the rounded share of the sum, as Bitrix24 makes it for scaled
 * prepayments, misses the sum by more the larger the quantity: then one unit takes the rest. Undefined: they do not belong together.
 */
export function pricedLine({
  exactPrice,
  quantity,
  sum,
}: Pick<PrintItem, 'exactPrice' | 'quantity' | 'sum'>): Priced | undefined {
  const price = kopecks(divideRounded(exactPrice, kopeckInMillionths))
  if (quantity === onePiece) {
    const parts = [{ price: sum, quantity, sum }]
    return price === sum ? { parts } : { parts, remark: 'priceReplaced' }
  }
  if (isNear(costOf(price, quantity), sum)) return { parts: [{ price, quantity, sum }] }
  const share = kopecks(divideRounded(sum * 1000n, quantity))
  if (isNear(divideRounded(exactPrice * quantity, kopeckInMillionths * 1000n), sum)) {
    return { parts: [{ price: share, quantity, sum }], remark: 'priceRounded' }
  }
  if (exactPrice !== share * kopeckInMillionths) return undefined
  const most = (quantity - onePiece) as Quantity
  const mostSum = costOf(share, most)
  const rest = kopecks(sum - mostSum)
  if (rest <= 0n) return undefined
  const parts = [
    { price: share, quantity: most, sum: mostSum },
    { price: rest, quantity: onePiece, sum: rest },
  ]
  return { parts, remark: 'lineSplit' }
}
