import type { FfdVersion } from '../ffd/receipt.ts'
import type { Capabilities } from '../register.ts'
import { maxReceiptBytes } from './receipt-limits.ts'

/**
 * What registers can do by this protocol. Before FFD 1.2 a product code goes into the receipt as it is; the commands that check codes
 * on FFD 1.2 are not published.
 */
export const capabilitiesOn = (ffd: FfdVersion): Capabilities => ({
  marking: ffd === '1.2' ? 'none' : 'unchecked',
  corrections: false,
  electronicOnly: true,
  agent: true,
  maxReceiptBytes,
})
