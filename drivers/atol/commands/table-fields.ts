/** Fields of the settings tables that the driver and the simulated register use (protocol 4.8), each with its own type. */
import { LayoutError, Writer } from '../../bytes.ts'
import { decodeTableText, encodeTableText } from './charset.ts'
import { ascii, bcd, type Codec, constant, fixedBytes, u8, u16be } from './codec.ts'
import { type Command, command } from './command.ts'

/** A field read as a command of its own: `call(taxName, { row: 1 })`. */
export interface TableField<T>
  extends Command<{ readonly row: Codec<number>; readonly field: Codec<undefined> }, { readonly value: Codec<T> }> {
  readonly table: number
  readonly number: number
}

function tableField<T>(name: string, [table, number]: readonly [number, number], value: Codec<T>): TableField<T> {
  return {
    ...command({
      name,
      code: [0x46, table],
      effect: 'read',
      request: { row: u16be, field: constant(number) },
      reply: { value },
    }),
    table,
    number,
  }
}

/** Text of at most `size` bytes, padded with spaces; the length read is the firmware's own (57 or 64 for most). */
const paddedText = (size: number): Codec<string> => ({
  read: (reader) => decodeTableText(reader.rest()).trimEnd(),
  write(writer, value) {
    const bytes = encodeTableText(value)
    if (bytes.length > size) throw new LayoutError(`text of ${bytes.length} bytes, at most ${size}`)
    writer.put(bytes)
    writer.put(new Uint8Array(size - bytes.length).fill(encodeTableText(' ')[0] as number))
  },
})

const textField = (name: string, place: readonly [number, number], size: number): TableField<string> =>
  tableField(name, place, paddedText(size))

/** The bytes that `readTable` returns for a value. Throws LayoutError. */
export function encodeTableValue<T>(field: TableField<T>, value: T): Uint8Array {
  const writer = new Writer()
  field.reply.value.write(writer, value)
  return writer.done()
}

// Table 2, row 1: the register itself.
export const numberInShop = tableField('numberInShop', [2, 1], u8)
export const cutMode = tableField('cutMode', [2, 24], u8)
export const charactersPerLine = tableField('charactersPerLine', [2, 55], u8)
/** Lower level of the link: 0 v2, 2 v3. */
export const linkProtocol = tableField('linkProtocol', [2, 85], u8)
export const ipAddress = tableField('ipAddress', [2, 88], fixedBytes(4))
export const tcpPort = tableField('tcpPort', [2, 91], bcd(2))
/** 1: commands 52h, 57h and E6h work, with FFD 1.0. */
export const compatibility = tableField('compatibility', [2, 109], u8)

// Table 3: rows 1..28 cashiers, 29 administrator, 30 system administrator.
export const cashierPassword = tableField('cashierPassword', [3, 1], bcd(4))
export const cashierName = textField('cashierName', [3, 2], 64)
export const cashierInn = tableField('cashierInn', [3, 3], ascii(12))

// Table 12, rows 1..9: payments 2..10.
export const paymentName = textField('paymentName', [12, 1], 64)
export const paymentForm = tableField('paymentForm', [12, 2], u8)

// Table 13: a row a tax. The rate is in hundredths of a per cent (20 00), the tag that of the receipt's total.
export const taxName = textField('taxName', [13, 1], 64)
export const taxRate = tableField('taxRate', [13, 2], bcd(2))
export const taxTag = tableField('taxTag', [13, 3], u16be)

// Table 19, row 1: the OFD.
export const ofdAddress = textField('ofdAddress', [19, 1], 64)
export const ofdPort = tableField('ofdPort', [19, 2], u16be)
/** 1 Ethernet over USB, 2 Ethernet, 3 WiFi, 4 GSM, 5 Ethernet over the host's link. */
export const ofdChannel = tableField('ofdChannel', [19, 4], u8)

// Table 22, row 1: closing of the shift by the register itself; mode 2 is 24 h after its opening.
export const autoCloseTime = tableField('autoCloseTime', [22, 1], bcd(2))
export const autoCloseMode = tableField('autoCloseMode', [22, 2], u8)

/** Every field with a known type. */
export const tableFields = [
  numberInShop,
  cutMode,
  charactersPerLine,
  linkProtocol,
  ipAddress,
  tcpPort,
  compatibility,
  cashierPassword,
  cashierName,
  cashierInn,
  paymentName,
  paymentForm,
  taxName,
  taxRate,
  taxTag,
  ofdAddress,
  ofdPort,
  ofdChannel,
  autoCloseTime,
  autoCloseMode,
] as const
