/** Payments of a receipt and cash in the drawer (protocol 4.5). */
import { bcd, money32, u8 } from './codec.ts'
import { command } from './command.ts'

/** After the first payment no position is taken any more. Cash may exceed the total, other forms may not (71h). */
export const payReceipt = command({
  name: 'payReceipt',
  code: 0x99,
  effect: 'write',
  request: {
    flags: u8,
    /** 1 cash, 2 cashless, 3 advance, 4 credit, 5 other; 6..10 are mapped to them by table 12. */
    form: bcd(1),
    sum: money32,
  },
  reply: { remainder: money32, change: money32 },
})

export const voidPayment = command({
  name: 'voidPayment',
  code: 0x9b,
  effect: 'write',
  request: { flags: u8, form: bcd(1), sum: money32 },
  reply: { remainder: money32, change: money32 },
})

/** Cash in and out print a slip and leave no fiscal document: never repeat after an unknown outcome. */
export const cashIn = command({ name: 'cashIn', code: 0x49, effect: 'write', request: { flags: u8, sum: money32 } })
export const cashOut = command({ name: 'cashOut', code: 0x4f, effect: 'write', request: { flags: u8, sum: money32 } })
