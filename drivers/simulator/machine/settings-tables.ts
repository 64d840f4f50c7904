import { encodeTableText, printable } from '../../atol/commands/charset.ts'
import * as f from '../../atol/commands/table-fields.ts'
import { refusals } from './errors.ts'
import type { Machine } from './machine.ts'
import { Refusal } from './refusal.ts'

interface Cells {
  /** Rows that the table has, 1..rows. */
  readonly rows: number
  /** Factory value of a cell by field: bytes as 46h reads them. */
  readonly fields: Readonly<Record<number, (machine: Machine, row: number) => Uint8Array>>
}

const text =
  (of: (machine: Machine, row: number) => string) =>
  (machine: Machine, row: number): Uint8Array => {
    const size = machine.settings.model.tableText
    const bytes = encodeTableText(printable(of(machine, row), size))
    return Uint8Array.from({ length: size }, (_, at) => bytes[at] ?? 0x20)
  }

const is =
  <T>(field: f.TableField<T>, of: (machine: Machine, row: number) => T) =>
  (machine: Machine, row: number): Uint8Array =>
    f.encodeTableValue(field, of(machine, row))

const taxRow = (machine: Machine, row: number) => {
  const tax = machine.settings.model.taxRows[row - 1]
  if (tax === undefined) throw new Refusal(refusals.wrongRow)
  return tax
}

const cashiers = 28
const cashierNames = ['АДМИНИСТРАТОР', 'СИС. АДМИНИСТРАТОР']
const payments = ['БЕЗНАЛИЧНЫМИ', 'ПРЕДВАРИТЕЛЬНАЯ ОПЛАТА (АВАНС)', 'ПОСЛЕДУЮЩАЯ ОПЛАТА (КРЕДИТ)', 'ИНАЯ ФОРМА ОПЛАТЫ']

/** The tables that the simulated register has (protocol 4.8), by number. */
const tables: Readonly<Record<number, Cells>> = {
  2: {
    rows: 1,
    fields: {
      1: is(f.numberInShop, () => 1),
      24: is(f.cutMode, () => 1),
      55: is(f.charactersPerLine, (machine) => machine.settings.model.columns),
      85: is(f.linkProtocol, (machine) => (machine.settings.protocol === 'v2' ? 0 : 2)),
      88: is(f.ipAddress, () => Uint8Array.of(192, 168, 10, 1)),
      91: is(f.tcpPort, () => 5555),
      109: is(f.compatibility, () => 1),
    },
  },
  3: {
    rows: 30,
    fields: {
      1: is(f.cashierPassword, (_, row) => row),
      2: text((_, row) => cashierNames[row - cashiers - 1] ?? `КАССИР ${row}`),
      3: is(f.cashierInn, () => ''),
    },
  },
  12: {
    rows: 9,
    fields: {
      1: text((_, row) => payments[row - 1] ?? `ТИП ${row + 1}`),
      2: is(f.paymentForm, (_, row) => (row <= 4 ? row + 1 : 2)),
    },
  },
  13: {
    rows: 255,
    fields: {
      1: text((machine, row) => taxRow(machine, row).name),
      2: is(f.taxRate, (machine, row) => taxRow(machine, row).rate),
      3: is(f.taxTag, (machine, row) => taxRow(machine, row).tag),
    },
  },
  19: {
    rows: 1,
    fields: {
      1: text(() => 'ofd.example.ru'),
      2: is(f.ofdPort, () => 7777),
      4: is(f.ofdChannel, () => 2),
    },
  },
  22: {
    rows: 1,
    fields: { 1: is(f.autoCloseTime, () => 0), 2: is(f.autoCloseMode, () => 0) },
  },
}

const place = (table: number, row: number, field: number): string => `${table}.${row}.${field}`

function factory(machine: Machine, table: number, row: number, field: number): Uint8Array {
  const cells = tables[table]
  if (cells === undefined) throw new Refusal(refusals.wrongTable)
  if (row < 1 || row > cells.rows || (table === 13 && row > machine.settings.model.taxRows.length)) {
    throw new Refusal(refusals.wrongRow)
  }
  const value = cells.fields[field]
  if (value === undefined) throw new Refusal(refusals.wrongField)
  return value(machine, row)
}

/** Bytes of a cell as 46h reads them. Throws Refusal: no such table, row, field. */
export function readCell(machine: Machine, table: number, row: number, field: number): Uint8Array {
  const standard = factory(machine, table, row, field)
  const written = machine.kept.value.tables[place(table, row, field)]
  return written === undefined ? standard : Uint8Array.from(Buffer.from(written, 'hex'))
}

/** Writes a cell durably; the value must have its size. Throws Refusal. */
export async function writeCell(
  machine: Machine,
  [table, row, field]: readonly [number, number, number],
  value: Uint8Array,
): Promise<void> {
  const standard = factory(machine, table, row, field)
  if (value.length !== standard.length) throw new Refusal(refusals.wrongLength)
  const { tables: kept } = machine.kept.value
  await machine.kept.change({
    tables: { ...kept, [place(table, row, field)]: Buffer.from(value).toString('hex') },
  })
}
