/** Registers, 91h: one command, and a layout of the value for every register (protocol 4.7). */
import { Reader, Writer } from '../../bytes.ts'
import {
  type AnyFields,
  bcd,
  bcdMoney,
  bcdNumeral,
  readFields,
  restBytes,
  tail,
  u8,
  type Values,
  writeFields,
} from './codec.ts'
import { command } from './command.ts'
import { bcdDayFirstMinutes } from './dates.ts'

export const readRegister = command({
  name: 'readRegister',
  code: 0x91,
  effect: 'read',
  timeoutMs: 45_000,
  request: { register: u8, p1: u8, p2: u8 },
  reply: { value: restBytes },
})

/** A register's number and what its value consists of. */
export interface RegisterLayout<F extends AnyFields> {
  readonly register: number
  readonly fields: F
}

const layout = <F extends AnyFields>(register: number, fields: F): RegisterLayout<F> => ({ register, fields })

/** The value of a register. Throws LayoutError. */
export const decodeRegister = <F extends AnyFields>({ fields }: RegisterLayout<F>, value: Uint8Array): Values<F> =>
  readFields(fields, new Reader(value))

/** The bytes of a register's value. Throws LayoutError. */
export function encodeRegister<F extends AnyFields>({ fields }: RegisterLayout<F>, values: Values<F>): Uint8Array {
  const writer = new Writer()
  writeFields(fields, values, writer)
  return writer.done()
}

/** The last receipt. After a failed closing it is still the one before: compare the document number. */
export const lastReceiptRegister = layout(51, {
  document: bcd(5),
  type: u8,
  sum: bcdMoney(7),
  at: bcdDayFirstMinutes,
  sign: bcdNumeral(5),
  unknown: tail(3),
})
