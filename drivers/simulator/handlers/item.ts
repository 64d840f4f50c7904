import { externalCharset } from '../../atol/commands/charset.ts'
import type { RequestOf } from '../../atol/commands/command.ts'
import { beginItem, endItem } from '../../atol/commands/item.ts'
import { correctionTypes } from '../../atol/commands/receipt.ts'
import { encodeTags } from '../../ffd/tlv.ts'
import { vatOf } from '../../ffd/vat.ts'
import { divideRounded } from '../../money.ts'
import { extended, refusals } from '../machine/errors.ts'
import { done, type Handler, on, testOnly } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import { discountedPrice, type OpenReceipt, type Position, totalOf, withPosition } from '../machine/open-receipt.ts'
import { ExtendedRefusal, Refusal } from '../machine/refusal.ts'

/** 99 999 999.99 roubles (fiscal-data 0). */
const maxAmount = 9_999_999_999n
/** 42,949,672.95 roubles: what 3Fh can show of a receipt's sum (protocol 4.4). */
const maxTotal = 4_294_967_295n
const maxSection = 16
const lastSubject = { '1.05': 26, '1.2': 33 } as const
const corrections: readonly number[] = Object.values(correctionTypes)
/** What all positions may take of the document, bytes; the whole of it may have 32,768 (fiscal-data 1.3). */
export const maxItemBytes = 31_000
/** Most that 1059 takes for what EBh says but the name: heads, price, quantity, sum, VAT, subject, method. */
const bareItemBytes = 80

const needsCode = (subject: number): boolean => subject === 31 || subject === 33

function checkAmounts({ price, quantity, sum, section }: RequestOf<typeof endItem>): void {
  if (price > maxAmount || sum > maxAmount) throw new Refusal(refusals.wrongAmount)
  if (quantity === 0n) throw new Refusal(refusals.wrongQuantity)
  if (sum > divideRounded(price * quantity, 1000n) + 1n) throw new Refusal(refusals.wrongAmount)
  if (section > maxSection) throw new Refusal(refusals.wrongSection)
}

function positionOf(machine: Machine, receipt: OpenReceipt, request: RequestOf<typeof endItem>): Position {
  const { ffd } = machine.registration
  const row = machine.settings.model.taxRows[request.tax - 1]
  if (row === undefined) throw new ExtendedRefusal(extended.wrongTaxRate)
  if (request.subject < 1 || request.subject > lastSubject[ffd]) throw new Refusal(refusals.wrongFnParameter)
  if (request.method < 1 || request.method > 7) throw new ExtendedRefusal(extended.wrongMethod)
  if (ffd === '1.2' && needsCode(request.subject)) throw new ExtendedRefusal(extended.requisiteMissing, 2000)
  if (request.name.trim() === '') throw new ExtendedRefusal(extended.requisiteMissing, 1030)
  if (request.taxSum > request.sum) throw new Refusal(refusals.taxAboveSum)
  return {
    name: request.name.slice(0, machine.settings.nameLength),
    price: discountedPrice(request.price, request.quantity, request.sum),
    quantity: request.quantity,
    sum: request.sum,
    vat: row.vat,
    vatSum: request.taxSum > 0n ? request.taxSum : vatOf(request.sum, row.vat),
    subject: request.subject,
    method: request.method,
    tags: (receipt.position ?? []).filter(({ tag }) => tag !== 2108 || machine.settings.keepsMeasure),
  }
}

/** Bytes of a position in the document, rounded up. */
export const sizeOf = ({ name, tags }: Pick<Position, 'name' | 'tags'>): number =>
  bareItemBytes + name.length + encodeTags(tags, externalCharset).length

/** Throws Refusal when the receipt cannot take the position: total, size, second position of a correction. */
export function added(receipt: OpenReceipt, position: Position): OpenReceipt {
  if (corrections.includes(receipt.type) && receipt.positions.length > 0) {
    throw new ExtendedRefusal(extended.correctionPositions)
  }
  const next = withPosition(receipt, position)
  if (totalOf(next) > maxTotal) throw new Refusal(refusals.totalOverflow)
  const bytes = next.positions.reduce((sum, one) => sum + sizeOf(one), 0)
  if (bytes > maxItemBytes) throw new Refusal(refusals.receiptTooLarge)
  return next
}

/** No position after a payment or a discount on the receipt (protocol 4.5). */
export function checkTakesPositions(receipt: OpenReceipt): void {
  if (receipt.paying) throw new Refusal(refusals.wrongMode)
  if (receipt.discount !== 0n) throw new Refusal(refusals.afterDiscount)
}

export const itemHandlers: readonly Handler[] = [
  on(beginItem, { modes: [1], shift: 'fresh', receipt: 'open', position: 'closed' }, async (machine) => {
    const receipt = machine.receipt as OpenReceipt
    checkTakesPositions(receipt)
    await machine.setReceipt({ ...receipt, position: [] })
    return done
  }),
  on(
    endItem,
    { modes: [1], prints: true, shift: 'fresh', receipt: 'open', position: 'open' },
    async (machine, request) => {
      const receipt = machine.receipt as OpenReceipt
      checkTakesPositions(receipt)
      checkAmounts(request)
      const next = added(receipt, positionOf(machine, receipt, request))
      if (!testOnly(request.flags)) await machine.setReceipt(next)
      return done
    },
  ),
]
