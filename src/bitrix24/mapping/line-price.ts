import type { FiscalItem } from '../../../drivers/ffd/receipt.ts'
import type { Kopecks, Quantity } from '../../../drivers/money.ts'
import { divideRounded, kopecks, onePiece } from '../../../drivers/money.ts'
import { kopeckInMillionths } from '../request/decimal.ts'
import type { PrintItem } from '../request/print-request.ts'
import type { Warning } from '../texts/warnings.ts'

/** What a line of a receipt costs. */
export type Part = Pick<FiscalItem, 'price' | 'quantity' | 'sum'>

/** The lines that stand for one line of a request: one, or two that are exact where one cannot be. */
export interface Priced {
  readonly parts: readonly Part[]
  readonly remark?: Extract<Warning['key'], 'priceReplaced' | 'priceRounded' | 'lineSplit'>
}

const isNear = (a: bigint, b: bigint): boolean => a - b <= 1n && b - a <= 1n
const costOf = (price: Kopecks, amount: bigint): Kopecks => kopecks(divideRounded(price * amount, 1000n))

/**
 * Price per unit beside the line's sum, which rules (fiscal-data 3.3, 4.3). One piece costs its sum, to the kopeck. In every other line
 * price × quantity may miss the sum by a kopeck, not more (fiscal-data 5.2): a price finer than kopecks, or one that is the
 * rounded share of the sum, as Bitrix24 makes it for scaled prepayments, misses it by more the larger the quantity, and then one
 * unit takes the rest. Undefined: they do not belong together.
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
  const exactCost = divideRounded(exactPrice * quantity, kopeckInMillionths * 1000n)
  const belong =
    isNear(exactCost, sum) || isShare(exactPrice, quantity, sum) || isRoundedCost(exactPrice, quantity, sum)
  if (!belong) return undefined
  const share = kopecks(divideRounded(sum * 1000n, quantity))
  return isNear(costOf(share, quantity), sum)
    ? { parts: [{ price: share, quantity, sum }], remark: 'priceRounded' }
    : { parts: split(share, quantity, sum), remark: 'lineSplit' }
}

/** Steps that a portal rounds to, in millionths of a rouble: 0 to 4 decimals (its `value_precision`). */
const steps = [1_000_000n, 100_000n, kopeckInMillionths, 1_000n, 100n] as const

/** Steps in which all the amounts of a line are whole: no coarser one is the portal's. */
const stepsOf = (exactPrice: bigint, sum: Kopecks): readonly bigint[] =>
  steps.filter(
    (step) => exactPrice % step === 0n && (step <= kopeckInMillionths || (sum * kopeckInMillionths) % step === 0n),
  )

/** Whether a price is the sum's share of one unit, rounded as the portal rounds. */
const isShare = (exactPrice: bigint, quantity: Quantity, sum: Kopecks): boolean =>
  stepsOf(exactPrice, sum).some(
    (step) => exactPrice === divideRounded(sum * kopeckInMillionths * 1000n, quantity * step) * step,
  )

/** Whether a sum is price × quantity, rounded as a portal rounds that carries no kopecks. */
const isRoundedCost = (exactPrice: bigint, quantity: Quantity, sum: Kopecks): boolean =>
  stepsOf(exactPrice, sum).some(
    (step) => sum * kopeckInMillionths === divideRounded(exactPrice * quantity, step * 1000n) * step,
  )

/**
 * All units but one at the share, and one that takes the rest: both exact. A share is half a kopeck off at most, so that fewer than
 * three units never come here. Where the others would leave nothing to the last one, they take the share rounded down.
 */
function split(share: Kopecks, quantity: Quantity, sum: Kopecks): Part[] {
  const most = (quantity - onePiece) as Quantity
  const price = costOf(share, most) < sum ? share : kopecks((sum * 1000n) / quantity)
  const mostSum = costOf(price, most)
  const rest = kopecks(sum - mostSum)
  return [
    { price, quantity: most, sum: mostSum },
    { price: rest, quantity: onePiece, sum: rest },
  ]
}
