/** Dates and times on the wire: BCD in application commands, binary in the FN family (protocol 4.1, 4.9). All are local. */
import { LayoutError } from '../../bytes.ts'
import type { LocalDate, LocalTime } from '../../ffd/local-time.ts'
import { bcd, type Codec, u8 } from './codec.ts'

type Part = keyof LocalTime

/** Parts in wire order, one byte each; parts that are not on the wire are zero. Impossible dates (all zeros) are let through. */
function parts(order: readonly Part[], byte: Codec<number>): Codec<LocalTime> {
  return {
    read(reader) {
      const raw = Object.fromEntries(order.map((part) => [part, byte.read(reader)]))
      const local = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, ...raw }
      return { ...local, year: 2000 + local.year }
    },
    write(writer, value) {
      for (const part of order) {
        const written = part === 'year' ? value.year - 2000 : value[part]
        if (!Number.isInteger(written) || written < 0 || written > 99) throw new LayoutError(`${part} ${value[part]}`)
        byte.write(writer, written)
      }
    },
  }
}

/** YY MM DD hh mm ss, BCD: 3Fh. */
export const bcdYearFirst = parts(['year', 'month', 'day', 'hour', 'minute', 'second'], bcd(1))
/** DD MM YY hh mm ss, BCD: registers 17 and 18, EDh. */
export const bcdDayFirst = parts(['day', 'month', 'year', 'hour', 'minute', 'second'], bcd(1))
/** DD MM YY hh mm, BCD: register 51. */
export const bcdDayFirstMinutes = parts(['day', 'month', 'year', 'hour', 'minute'], bcd(1))
/** YY MM DD hh mm, binary: the FN family. */
export const binaryMinutes = parts(['year', 'month', 'day', 'hour', 'minute'], u8)

function dateOnly(order: readonly (keyof LocalDate)[], byte: Codec<number>): Codec<LocalDate> {
  const codec = parts(order, byte)
  return {
    read(reader) {
      const { year, month, day } = codec.read(reader)
      return { year, month, day }
    },
    write: (writer, value) => codec.write(writer, { hour: 0, minute: 0, second: 0, ...value }),
  }
}

/** DD MM YY, BCD: 64h. */
export const bcdDate = dateOnly(['day', 'month', 'year'], bcd(1))
/** YY MM DD, binary: A4h 32h. */
export const binaryDate = dateOnly(['year', 'month', 'day'], u8)
