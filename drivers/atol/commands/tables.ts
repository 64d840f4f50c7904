/** Settings tables (protocol 4.8): the raw commands. Rows are big-endian; typed fields: `table-fields.ts`. */
import { restBytes, u8, u16be } from './codec.ts'
import { command } from './command.ts'

const cell = { table: u8, row: u16be, field: u8 }

/** Errors 145, 146, 147: no such table, row, field. */
export const readTable = command({
  name: 'readTable',
  code: 0x46,
  effect: 'read',
  request: cell,
  reply: { value: restBytes },
})

/** In mode 4. */
export const writeTable = command({
  name: 'writeTable',
  code: 0x50,
  effect: 'write',
  request: { ...cell, value: restBytes },
})
