/** Settings tables (protocol 4.8). Rows are big-endian; a value's type is the field's own: see `table-fields.ts`. */
import { restBytes, u8, u16be } from './codec.ts'
import { command } from './command.ts'

/** Errors 145, 146, 147: no such table, row, field. */
export const readTable = command({
  name: 'readTable',
  code: 0x46,
  effect: 'read',
  request: { table: u8, row: u16be, field: u8 },
  reply: { value: restBytes },
})
