/** Field codecs of ATOL's commands (protocol 4.1): one value, both directions, range and length checked. */
import { LayoutError, type Reader, type Writer } from '../../bytes.ts'
import type { Kopecks, Quantity } from '../../money.ts'
import { kopecks, quantity } from '../../money.ts'
import { decodeText, encodeText } from './charset.ts'

export interface Codec<T> {
  read(reader: Reader): T
  /** Throws LayoutError when the value does not fit. */
  write(writer: Writer, value: T): void
}

function integer(size: number, littleEndian: boolean): Codec<number> {
  const limit = 2 ** (8 * size)
  return {
    read(reader) {
      const bytes = reader.take(size)
      const ordered = littleEndian ? bytes.toReversed() : bytes
      return ordered.reduce((value, byte) => value * 256 + byte, 0)
    },
    write(writer, value) {
      if (!Number.isInteger(value) || value < 0 || value >= limit) throw new LayoutError(`${value} needs ${size} bytes`)
      const bytes = Array.from({ length: size }, (_, index) => Math.floor(value / 256 ** index) % 256)
      writer.put(littleEndian ? bytes : bytes.reverse())
    },
  }
}

export const u8 = integer(1, true)
export const u16le = integer(2, true)
export const u32le = integer(4, true)
export const u16be = integer(2, false)

function bcdBigint(size: number): Codec<bigint> {
  return {
    read(reader) {
      const digits = Array.from(reader.take(size), (byte) => byte.toString(16).padStart(2, '0')).join('')
      if (!/^\d+$/.test(digits)) throw new LayoutError(`not BCD: ${digits}`)
      return BigInt(digits)
    },
    write(writer, value) {
      const digits = value.toString().padStart(size * 2, '0')
      if (value < 0n || digits.length > size * 2) throw new LayoutError(`${value} does not fit ${size} BCD bytes`)
      for (let at = 0; at < digits.length; at += 2) writer.u8(Number.parseInt(digits.slice(at, at + 2), 16))
    },
  }
}

/** The same layout under another type. */
function mapped<A, B>(codec: Codec<A>, toValue: (raw: A) => B, toRaw: (value: B) => A): Codec<B> {
  return { read: (reader) => toValue(codec.read(reader)), write: (writer, value) => codec.write(writer, toRaw(value)) }
}

/** Integer of `size` BCD bytes, most significant first (protocol 4.1). */
export const bcd = (size: number): Codec<number> =>
  mapped(bcdBigint(size), Number, (value) => {
    if (!Number.isSafeInteger(value)) throw new LayoutError(`${value} is not an integer`)
    return BigInt(value)
  })

function numeralOf(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new LayoutError(`not digits: ${text}`)
  return BigInt(text)
}

/** Digits kept as text, with leading zeros: serial numbers. */
export const bcdDigits = (size: number): Codec<string> =>
  mapped(bcdBigint(size), (value) => value.toString().padStart(size * 2, '0'), numeralOf)

/** Digits without leading zeros: the fiscal sign. */
export const bcdNumeral = (size: number): Codec<string> =>
  mapped(bcdBigint(size), (value) => value.toString(), numeralOf)

export const bcdMoney = (size: number): Codec<Kopecks> => mapped(bcdBigint(size), kopecks, (value) => value)
export const bcdQuantity = (size: number): Codec<Quantity> => mapped(bcdBigint(size), quantity, (value) => value)

/** Five BCD bytes of kopecks, of which the older commands take no more than 32 bits (protocol 4.1). */
export const money32: Codec<Kopecks> = mapped(bcdMoney(5), kopecks, (value) => {
  if (value > 0xffff_ffffn) throw new LayoutError(`${value} kopecks, at most 4294967295`)
  return value
})

/** Bytes up to the end of the command. */
export const restBytes: Codec<Uint8Array> = {
  read: (reader) => reader.rest(),
  write: (writer, value) => writer.put(value),
}

/** Exactly `size` bytes. */
export const fixedBytes = (size: number): Codec<Uint8Array> => ({
  read: (reader) => reader.take(size),
  write(writer, value) {
    if (value.length !== size) throw new LayoutError(`${value.length} bytes where ${size} are wanted`)
    writer.put(value)
  },
})

/** Text in the external character set up to the end of the command, at most `max` bytes. */
export const restText = (max: number): Codec<string> => ({
  read: (reader) => decodeText(reader.rest()),
  write(writer, value) {
    const bytes = encodeText(value)
    if (bytes.length > max) throw new LayoutError(`text of ${bytes.length} bytes, at most ${max}`)
    writer.put(bytes)
  },
})

/** Text in the external character set, filled up with zero bytes to exactly `size`. */
export const zeroPaddedText = (size: number): Codec<string> => ({
  read(reader) {
    const bytes = reader.take(size)
    return decodeText(bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1))
  },
  write(writer, value) {
    const bytes = encodeText(value)
    if (bytes.length > size) throw new LayoutError(`text of ${bytes.length} bytes, at most ${size}`)
    writer.put(bytes)
    writer.put(new Uint8Array(size - bytes.length))
  },
})

/** ASCII of exactly `size` characters, padded with spaces on the right; the padding is not part of the value. */
export const ascii = (size: number): Codec<string> => ({
  read: (reader) => Buffer.from(reader.take(size)).toString('latin1').trimEnd(),
  write(writer, value) {
    if (value.length > size) throw new LayoutError(`text of ${value.length} characters, at most ${size}`)
    if (!/^[\x20-\x7e]*$/.test(value)) throw new LayoutError(`not ASCII: ${value}`)
    writer.put(Buffer.from(value.padEnd(size), 'latin1'))
  },
})

/** Bytes that always have the same value (reserved). Their content is not looked at when reading. */
export const reserved = (size: number): Codec<undefined> => ({
  read(reader) {
    reader.take(size)
    return undefined
  },
  write: (writer) => writer.put(new Uint8Array(size)),
})

/** Bytes at the end of a message whose meaning and number nobody knows: zeros when written, ignored when read. */
export const tail = (size: number): Codec<undefined> => ({
  read(reader) {
    reader.rest()
    return undefined
  },
  write: (writer) => writer.put(new Uint8Array(size)),
})

/** A byte that always has this value. */
export const constant = (byte: number): Codec<undefined> => ({
  read(reader) {
    const found = reader.u8()
    if (found !== byte) throw new LayoutError(`${found} where ${byte} is wanted`)
    return undefined
  },
  write: (writer) => writer.u8(byte),
})

/** A byte that is zero when nothing is said about it. */
export const byteOrZero: Codec<number | undefined> = {
  read: (reader) => u8.read(reader),
  write: (writer, value) => u8.write(writer, value ?? 0),
}

/** A byte that is 0 or 1. */
export const flag: Codec<boolean> = {
  read(reader) {
    const value = reader.u8()
    if (value > 1) throw new LayoutError(`${value} where 0 or 1 is wanted`)
    return value === 1
  },
  write: (writer, value) => writer.u8(value ? 1 : 0),
}

/** One byte of named bits, given as name -> bit number. Bits without a name are ignored when read and zero when written. */
export const bits = <const B extends Readonly<Record<string, number>>>(
  names: B,
): Codec<{ readonly [K in keyof B]: boolean }> => ({
  read(reader) {
    const byte = reader.u8()
    const values = Object.entries(names).map(([name, bit]) => [name, ((byte >> bit) & 1) === 1])
    return Object.fromEntries(values) as { [K in keyof B]: boolean }
  },
  write(writer, value) {
    const set = Object.entries(names).filter(([name]) => value[name as keyof B])
    writer.u8(set.reduce((byte, [, bit]) => byte | (1 << bit), 0))
  },
})

/** A field that the other side may leave out at the end of the message. */
export const optional = <T>(codec: Codec<T>): Codec<T | undefined> => ({
  read: (reader) => (reader.remaining === 0 ? undefined : codec.read(reader)),
  write(writer, value) {
    if (value !== undefined) codec.write(writer, value)
  },
})

// biome-ignore lint/suspicious/noExplicitAny: a codec of any value is only expressible so; `Values` gives the types back.
export type AnyFields = Readonly<Record<string, Codec<any>>>
type ValueOf<C> = C extends Codec<infer T> ? T : never
type OptionalKeys<F extends AnyFields> = { [K in keyof F]: undefined extends ValueOf<F[K]> ? K : never }[keyof F]
/** The values of a layout: a field whose codec allows `undefined` may be left out. */
export type Values<F extends AnyFields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[K]>
} & { readonly [K in OptionalKeys<F>]?: ValueOf<F[K]> }

export function readFields<F extends AnyFields>(fields: F, reader: Reader): Values<F> {
  const values: Record<string, unknown> = {}
  for (const [name, codec] of Object.entries(fields)) values[name] = codec.read(reader)
  if (reader.remaining > 0) throw new LayoutError(`${reader.remaining} bytes too many`)
  return values as Values<F>
}

export function writeFields<F extends AnyFields>(fields: F, values: Values<F>, writer: Writer): void {
  for (const [name, codec] of Object.entries(fields)) {
    try {
      codec.write(writer, (values as Record<string, unknown>)[name])
    } catch (error) {
      if (error instanceof LayoutError) throw new LayoutError(`${name}: ${error.message}`)
      throw error
    }
  }
}
