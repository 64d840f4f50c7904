/** A receipt's beginning and end (protocol 4.5). */
import type { Settlement } from '../../ffd/receipt.ts'
import { bcd, bcdMoney, money32, u8 } from './codec.ts'
import { command } from './command.ts'

/** Bits of the flags byte of registration commands (protocol 4.1, 4.5). */
export const registrationFlags = { testOnly: 0x01, ignoreCash: 0x02, noPrint: 0x04 } as const

/** Sign of settlement -> type of 92h, also the receipt state of 3Fh and byte 5 of register 51. */
export const receiptTypes = { sale: 1, 'sale-return': 2, buy: 4, 'buy-return': 5 } as const satisfies Record<
  Settlement,
  number
>

/** Corrections, which only the compatibility of the simulated register needs. */
export const correctionTypes = { sale: 7, buy: 9 } as const

export const openReceipt = command({
  name: 'openReceipt',
  code: 0x92,
  effect: 'write',
  request: { flags: u8, type: u8 },
})

/** Also while the receipt is being paid. Error 154 means that there was none. */
export const cancelReceipt = command({ name: 'cancelReceipt', code: 0x59, effect: 'write' })

/**
 * The closing command: success means that the FN holds the document, whatever the printer does. With a `sum` of zero the
 * form pays exactly what is left; after payments that cover the total, form and sum have no effect.
 */
export const closeReceipt = command({
  name: 'closeReceipt',
  code: 0x4a,
  effect: 'write',
  timeoutMs: 20_000,
  request: { flags: u8, form: bcd(1), sum: money32 },
})

/** A discount of the whole receipt as a sum, the only form of registers with an FN; zero rounds down to a rouble. */
export const discountReceipt = command({
  name: 'discountReceipt',
  code: 0x43,
  effect: 'write',
  request: {
    flags: u8,
    /** 0 receipt, 1 position. */
    area: u8,
    /** 0 per cent, 1 sum. */
    type: u8,
    /** 0 discount, 1 markup. */
    sign: u8,
    size: money32,
  },
})

export const taxReceipt = command({
  name: 'taxReceipt',
  code: 0xb8,
  effect: 'write',
  request: { flags: u8, area: u8, tax: u8, sum: bcdMoney(7) },
})
