import type { Tag, Tags } from '../../ffd/tags.ts'
import type { VatRate } from '../../ffd/vat.ts'
import type { Kopecks, Quantity } from '../../money.ts'
import { divideRounded, kopecks } from '../../money.ts'

/** Type byte of 92h: 1 sale, 2 sale return, 4 buy, 5 buy return, 7 correction sale, 9 correction buy (protocol 4.5). */
export type ReceiptType = 1 | 2 | 4 | 5 | 7 | 9
/** Form of payment (protocol 4.5): 1 cash, 2 electronic, 3 advance, 4 credit, 5 other. */
export type PaymentForm = 1 | 2 | 3 | 4 | 5
export const paymentForms: readonly PaymentForm[] = [1, 2, 3, 4, 5]

export interface Position {
  readonly name: string
  readonly price: Kopecks
  readonly quantity: Quantity
  readonly sum: Kopecks
  readonly vat: VatRate
  readonly vatSum: Kopecks
  readonly subject: number
  readonly method: number
  /** Requisites of E8h between EAh and EBh. */
  readonly tags: Tags
}

/** A receipt between 92h and 4Ah or 59h: nothing of it is in the fiscal memory. */
export interface OpenReceipt {
  readonly type: ReceiptType
  /** Nothing on paper (92h, flag 04h). */
  readonly silent: boolean
  /** The last document when it was opened: a kept receipt of another number is already closed. */
  readonly after: number
  readonly positions: readonly Position[]
  /** Set between EAh and EBh: requisites of the position to come. */
  readonly position?: readonly Tag[]
  readonly tags: readonly Tag[]
  /** Money taken so far by form, as tendered. */
  readonly paid: Readonly<Record<PaymentForm, Kopecks>>
  /** Discount on the whole receipt (43h), kopecks. */
  readonly discount: Kopecks
  /** A payment was made: state 1.4, no more positions. */
  readonly paying: boolean
}

const nothing = kopecks(0)

export const openReceipt = (type: ReceiptType, silent: boolean, after: number): OpenReceipt => ({
  type,
  silent,
  after,
  positions: [],
  tags: [],
  paid: { 1: nothing, 2: nothing, 3: nothing, 4: nothing, 5: nothing },
  discount: nothing,
  paying: false,
})

/** Sum of the positions less the discount, kopecks. */
export const totalOf = (receipt: OpenReceipt): Kopecks =>
  kopecks(receipt.positions.reduce((sum, one) => sum + one.sum, 0n) - receipt.discount)

const paidOf = (receipt: OpenReceipt): bigint => paymentForms.reduce((sum, form) => sum + receipt.paid[form], 0n)

/** What is still to be paid; zero when the buyer tendered enough. */
export function remainderOf(receipt: OpenReceipt): Kopecks {
  const left = totalOf(receipt) - paidOf(receipt)
  return kopecks(left > 0n ? left : 0n)
}

/** Change, given from cash alone. */
export function changeOf(receipt: OpenReceipt): Kopecks {
  const over = paidOf(receipt) - totalOf(receipt)
  return kopecks(over > 0n ? over : 0n)
}

export const withPayment = (receipt: OpenReceipt, form: PaymentForm, sum: bigint): OpenReceipt => ({
  ...receipt,
  paying: true,
  paid: { ...receipt.paid, [form]: kopecks(receipt.paid[form] + sum) },
})

/**
 * Price per unit with discounts (1079): the given one, unless the position costs more than a kopeck less than price × quantity:
 * then the register takes the difference for a discount (protocol 4.5, EBh).
 */
export function discountedPrice(price: Kopecks, quantity: Quantity, sum: Kopecks): Kopecks {
  const full = divideRounded(price * quantity, 1000n)
  const difference = full - sum
  return difference <= 1n && difference >= -1n ? price : kopecks(divideRounded(sum * 1000n, quantity))
}

/** Closes the position buffer with a registered position. */
export function withPosition(receipt: OpenReceipt, position: Position): OpenReceipt {
  const { position: _, ...rest } = receipt
  return { ...rest, positions: [...receipt.positions, position] }
}

/** The receipt as text for a register that keeps it over a power cut; BigInt and bytes are marked. */
export const packReceipt = (receipt: OpenReceipt): string =>
  JSON.stringify(receipt, (_, value: unknown) => {
    if (typeof value === 'bigint') return { $n: value.toString() }
    return value instanceof Uint8Array ? { $b: Buffer.from(value).toString('hex') } : value
  })

export const unpackReceipt = (text: string): OpenReceipt =>
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    const marked = value as { $n?: string; $b?: string }
    if (marked.$n !== undefined) return BigInt(marked.$n)
    return marked.$b === undefined ? value : Uint8Array.from(Buffer.from(marked.$b, 'hex'))
  }) as OpenReceipt
