import { decodeText, encodeTableText, printable } from '../../atol/commands/charset.ts'
import { tableFields } from '../../atol/commands/table-fields.ts'
import { readTable, writeTable } from '../../atol/commands/tables.ts'
import { done, type Handler, on } from '../machine/handler.ts'
import { readCell, writeCell } from '../machine/settings-tables.ts'

const texts: ReadonlySet<string> = new Set(
  tableFields
    .filter((field) => field.name.endsWith('Name') || field.name === 'ofdAddress')
    .map((field) => `${field.table}.${field.number}`),
)

/** Texts come in the external character set and are read back in the internal one (protocol 4.8). */
function stored(table: number, field: number, value: Uint8Array, size: number): Uint8Array {
  if (!texts.has(`${table}.${field}`)) return value
  const bytes = encodeTableText(printable(decodeText(value), size))
  return Uint8Array.from({ length: Math.max(size, bytes.length) }, (_, at) => bytes[at] ?? 0x20)
}

export const tableHandlers: readonly Handler[] = [
  on(readTable, {}, (machine, { table, row, field }) => ({ value: readCell(machine, table, row, field) })),
  on(writeTable, { modes: [4] }, async (machine, { table, row, field, value }) => {
    const size = readCell(machine, table, row, field).length
    await writeCell(machine, [table, row, field], stored(table, field, value, size))
    return done
  }),
]
