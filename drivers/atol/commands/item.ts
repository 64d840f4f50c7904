/** A position of FFD 1.05 and later: begun by EAh, then its requisites by E8h, then all the rest by EBh (protocol 4.5). */
import { bcd, bcdMoney, bcdQuantity, byteOrZero, constant, reserved, restText, u8 } from './codec.ts'
import { command } from './command.ts'

/** Always `EA 00 01 00`; the meaning of the three bytes beyond that is not known. */
export const beginItem = command({
  name: 'beginItem',
  code: 0xea,
  effect: 'write',
  timeoutMs: 50_000,
  request: { flags: byteOrZero, one: constant(1), zero: constant(0) },
})

export const endItem = command({
  name: 'endItem',
  code: 0xeb,
  effect: 'write',
  timeoutMs: 50_000,
  request: {
    flags: u8,
    price: bcdMoney(7),
    quantity: bcdQuantity(5),
    /** The final sum; what price × quantity exceeds it by is taken for a discount. */
    sum: bcdMoney(7),
    /** Row of table 13. */
    tax: u8,
    /** 0: the register computes it. */
    taxSum: bcdMoney(7),
    section: u8,
    /** Tag 1212. */
    subject: bcd(1),
    /** Tag 1214. */
    method: bcd(1),
    discountSign: u8,
    /** For information only. */
    discount: bcdMoney(7),
    reserved: reserved(2),
    name: restText(128),
  },
})
