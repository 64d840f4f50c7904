/**
 * Requisites (tags) of the receipt, position, cashier or registration (protocol 4.6). Their texts are in the external
 * character set: `encodeTags(tags, externalCharset)`.
 */
import { optional, restBytes, u8, u16le } from './codec.ts'
import { command } from './command.ts'

/** Where a requisite goes depends on when it is sent: before 92h, after it, or between EAh and EBh. */
export const writeRequisite = command({
  name: 'writeRequisite',
  code: 0xe8,
  effect: 'write',
  request: {
    /** Bit 0: print it on the receipt. */
    flags: u8,
    /** Total of blocks; one, as the form of further blocks is not known for certain. */
    blocks: u8,
    block: u8,
    tlv: restBytes,
  },
})

/** Block 0 begins with the TLV header, the others are raw continuation. Any block may be read again. */
export const readRequisite = command({
  name: 'readRequisite',
  code: 0xe9,
  effect: 'read',
  request: { tag: u16le, block: u8 },
  reply: { blocks: u8, data: optional(restBytes) },
})
