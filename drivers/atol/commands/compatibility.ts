/**
 * Positions of FFD 1.0 (protocol 4.5), which registers accept only in their compatibility setting. The driver never sends
 * them; the simulated register takes them from other people's clients.
 */
import { bcd, bcdMoney, bcdQuantity, money32, u8, zeroPaddedText } from './codec.ts'
import { command } from './command.ts'

/** The name was printed before by `printLine`. */
export const sell = command({
  name: 'sell',
  code: 0x52,
  effect: 'write',
  request: { flags: u8, price: money32, quantity: bcdQuantity(5), section: u8 },
})

export const refund = command({
  name: 'refund',
  code: 0x57,
  effect: 'write',
  request: { flags: u8, price: money32, quantity: bcdQuantity(5) },
})

export const voidItem = command({
  name: 'voidItem',
  code: 0x4e,
  effect: 'write',
  request: { flags: u8, price: money32, quantity: bcdQuantity(5) },
})

export const registerItem = command({
  name: 'registerItem',
  code: 0xe6,
  effect: 'write',
  timeoutMs: 50_000,
  request: {
    flags: u8,
    name: zeroPaddedText(64),
    price: bcdMoney(6),
    quantity: bcdQuantity(5),
    /** 0 per cent, 1 sum. */
    discountType: u8,
    /** 0 discount, 1 markup. */
    discountSign: u8,
    discount: bcdMoney(6),
    /** Row of table 13. */
    tax: u8,
    section: bcd(1),
    text: zeroPaddedText(16),
    reserved: u8,
  },
})
