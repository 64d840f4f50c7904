import { divideRounded } from '../../../drivers/money.ts'

/** A number exactly as it was written: `digits` / 10^`scale`. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

const notation = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/
const maxLength = 64
const maxExponent = 40

/** Decimal text as PHP and JSON print numbers: `9600`, `19.990000000000002`, `1.0E-5`. Undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > maxLength) return undefined
  const match = notation.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = match
  const exponent = Number(power)
  if (Math.abs(exponent) > maxExponent) return undefined
  const value = BigInt(whole + fraction)
  const scale = fraction.length - exponent
  const digits = sign === '-' ? -value : value
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

/** The nearest integer of 10^-`places`, half away from zero. */
export const roundTo = ({ digits, scale }: Decimal, places: number): bigint =>
  scale <= places ? digits * 10n ** BigInt(places - scale) : divideRounded(digits, 10n ** BigInt(scale - places))

/** Prices come in millionths of a rouble, beyond which everything is float noise. */
export const kopeckInMillionths = 10_000n

/** The integer of 10^-`places` that the number is but for float noise (less than 1e-6); undefined when there is a real rest. */
export function exactTo(decimal: Decimal, places: number): bigint | undefined {
  const rounded = roundTo(decimal, places)
  if (decimal.scale <= places) return rounded
  const rest = decimal.digits - rounded * 10n ** BigInt(decimal.scale - places)
  const noise = (rest < 0n ? -rest : rest) * 1_000_000n < 10n ** BigInt(decimal.scale)
  return noise ? rounded : undefined
}
