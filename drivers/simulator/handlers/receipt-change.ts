import { refund, registerItem, sell, voidItem } from '../../atol/commands/compatibility.ts'
import { discountReceipt, taxReceipt } from '../../atol/commands/receipt.ts'
import { vatOf } from '../../ffd/vat.ts'
import type { Kopecks, Quantity } from '../../money.ts'
import { divideRounded, kopecks } from '../../money.ts'
import { extended, refusals } from '../machine/errors.ts'
import { done, type Handler, on, testOnly } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import { type OpenReceipt, openReceipt, type Position, totalOf } from '../machine/open-receipt.ts'
import { ExtendedRefusal, Refusal } from '../machine/refusal.ts'
import { added, checkTakesPositions } from './item.ts'

const rouble = 100n
const goods = 1
const fullSettlement = 4
/** Tax of a position that names none: section settings of a real register, here without VAT. */
const defaultTax = 6
/** Receipt types of 92h that the compatibility commands open by themselves (protocol 4.5). */
const types = { sell: 1, refund: 2 } as const

interface Plain {
  readonly name: string
  readonly price: Kopecks
  readonly quantity: Quantity
  readonly discount: bigint
  readonly tax: number
}

function positionOf(machine: Machine, { name, price, quantity, discount, tax }: Plain): Position {
  const row = machine.settings.model.taxRows[tax - 1]
  if (row === undefined) throw new ExtendedRefusal(extended.wrongTaxRate)
  if (quantity === 0n) throw new Refusal(refusals.wrongQuantity)
  const full = divideRounded(price * quantity, 1000n)
  const sum = kopecks(full - discount)
  if (sum < 0n) throw new Refusal(refusals.wrongDiscount)
  return {
    name,
    price: discount === 0n ? price : kopecks(divideRounded(sum * 1000n, quantity)),
    quantity,
    sum,
    vat: row.vat,
    vatSum: vatOf(sum, row.vat),
    subject: goods,
    method: fullSettlement,
    tags: [],
  }
}

async function register(machine: Machine, type: 1 | 2 | undefined, flags: number, plain: Plain): Promise<void> {
  const open = machine.receipt ?? (type === undefined ? undefined : openReceipt(type, false, machine.memory.last))
  if (open === undefined) throw new Refusal(refusals.receiptClosed)
  checkTakesPositions(open)
  const next = added(open, positionOf(machine, plain))
  if (!testOnly(flags)) await machine.setReceipt(next)
}

/** The name was printed as a text line before (4Ch). */
const lastText = (machine: Machine): string => machine.around.slips.at(-1)?.trim() || 'ТОВАР'

function discountOf(
  machine: Machine,
  request: { readonly type: number; readonly sign: number; readonly size: Kopecks },
): bigint {
  const total = totalOf(machine.receipt as OpenReceipt)
  if (request.type !== 1 || request.sign !== 0) throw new Refusal(refusals.wrongDiscount)
  const discount = request.size === 0n ? total % rouble : request.size
  // 1020 may lose kopecks only (fiscal-data 5.2).
  if (discount > total % rouble) throw new Refusal(refusals.wrongDiscount)
  return discount
}

/** Discounts, taxes and the positions of FFD 1.0, which other people's clients send (protocol 4.5). */
const compatible = { modes: [1], prints: true, fiscal: true, shift: 'fresh', position: 'closed' } as const
const open = { modes: [1], shift: 'fresh', receipt: 'open', position: 'closed' } as const

export const receiptChangeHandlers: readonly Handler[] = [
  on(sell, compatible, async (machine, { flags, price, quantity }) => {
    await register(machine, types.sell, flags, {
      name: lastText(machine),
      price,
      quantity,
      discount: 0n,
      tax: defaultTax,
    })
    return done
  }),
  on(refund, compatible, async (machine, { flags, price, quantity }) => {
    await register(machine, types.refund, flags, {
      name: lastText(machine),
      price,
      quantity,
      discount: 0n,
      tax: defaultTax,
    })
    return done
  }),
  on(registerItem, compatible, async (machine, request) => {
    const { price, quantity, discount: size } = request
    const full = divideRounded(price * quantity, 1000n)
    const amount = request.discountType === 0 ? divideRounded(full * size, 10_000n) : size
    const discount = request.discountSign === 0 ? amount : -amount
    const tax = request.tax === 0 ? defaultTax : request.tax
    await register(machine, undefined, request.flags, { name: request.name, price, quantity, discount, tax })
    return done
  }),
  on(voidItem, open, async (machine, { flags, price, quantity }) => {
    const receipt = machine.receipt as OpenReceipt
    const at = receipt.positions.findLastIndex((one) => one.price === price && one.quantity === quantity)
    if (at < 0) throw new Refusal(refusals.notSold)
    if (!testOnly(flags)) {
      await machine.setReceipt({ ...receipt, positions: receipt.positions.filter((_, index) => index !== at) })
    }
    return done
  }),
  on(discountReceipt, open, async (machine, request) => {
    const receipt = machine.receipt as OpenReceipt
    if (request.area !== 0) throw new Refusal(refusals.wrongDiscount)
    if (receipt.discount !== 0n || receipt.paying) throw new Refusal(refusals.afterDiscount)
    const discount = kopecks(discountOf(machine, request))
    if (!testOnly(request.flags)) await machine.setReceipt({ ...receipt, discount })
    return done
  }),
  on(taxReceipt, open, (machine, { tax, sum }) => {
    if (machine.settings.model.taxRows[tax - 1] === undefined) throw new ExtendedRefusal(extended.wrongTaxRate)
    if (sum > totalOf(machine.receipt as OpenReceipt)) throw new Refusal(refusals.taxAboveSum)
    // The totals are the sums of the lines whatever the host says (fiscal-data 2.4).
    return done
  }),
]
