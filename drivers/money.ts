declare const unit: unique symbol
/** Money as an integer of kopecks. Never a binary fraction. Build with `kopecks`, print with `formatKopecks`. */
export type Kopecks = bigint & { readonly [unit]: 'kopecks' }
/** Quantity as an integer of thousandths (1 piece = 1000n), which is what the wire carries. */
export type Quantity = bigint & { readonly [unit]: 'thousandths' }

/** Kopecks from an integer. Throws RangeError on a number that is not an integer. */
export const kopecks = (value: bigint | number): Kopecks => BigInt(value) as Kopecks

/** Thousandths from an integer: 1 piece = `quantity(1000)`. */
export const quantity = (value: bigint | number): Quantity => BigInt(value) as Quantity

export const onePiece: Quantity = quantity(1000)

/** Sum of amounts, in kopecks. */
export const sumOf = (amounts: readonly Kopecks[]): Kopecks => kopecks(amounts.reduce((sum, one) => sum + one, 0n))

/**
 * Integer division rounded half away from zero, the rounding of fiscal amounts (fiscal-data 2.4).
 * `divisor` must be positive.
 */
export function divideRounded(value: bigint, divisor: bigint): bigint {
  const doubled = value * 2n
  return doubled >= 0n ? (doubled + divisor) / (divisor * 2n) : -((-doubled + divisor) / (divisor * 2n))
}

function formatDecimal(value: bigint, digits: number, trim: boolean): string {
  const sign = value < 0n ? '-' : ''
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0')
  const whole = text.slice(0, -digits)
  const fraction = trim ? text.slice(-digits).replace(/0+$/, '') : text.slice(-digits)
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`
}

/** `65111n` -> `"651.11"`: always two decimals, the form of JSON answers and of the QR string. */
export const formatKopecks = (value: Kopecks): string => formatDecimal(value, 2, false)

/** `1375n` -> `"1.375"`, `3000n` -> `"3"`: as few decimals as needed. */
export const formatQuantity = (value: Quantity): string => formatDecimal(value, 3, true)

function parseDecimal(text: string, digits: number): bigint | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (match === null) return undefined
  const fraction = (match[3] ?? '').padEnd(digits, '0')
  if (/[1-9]/.test(fraction.slice(digits))) return undefined
  const value = BigInt((match[2] ?? '') + fraction.slice(0, digits))
  return match[1] === '-' ? -value : value
}

/** `"651.11"` -> `65111n`; undefined for anything that is not a decimal with at most two significant decimals. */
export const parseKopecks = (text: string): Kopecks | undefined => parseDecimal(text, 2) as Kopecks | undefined

/** `"1.375"` -> `1375n`; undefined for anything that is not a decimal with at most three significant decimals. */
export const parseQuantity = (text: string): Quantity | undefined => parseDecimal(text, 3) as Quantity | undefined
