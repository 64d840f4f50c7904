/**
 * TLV of the fiscal data format: tag and length, two bytes each, little-endian, then the value (fiscal-data 0). An integer
 * without bytes is 0: so some memories write it (protocol 12).
 */
import { LayoutError, Reader, Writer } from '../bytes.ts'
import { type Charset, cp866 } from './cp866.ts'
import { type Tag, type Tags, type TagType, type TagValue, tagTypes } from './tags.ts'

interface ValueCodec {
  decode(bytes: Uint8Array, charset: Charset): TagValue
  encode(value: TagValue, charset: Charset): Uint8Array
}

const unsigned = (bytes: Uint8Array): bigint => bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n)

/** Little-endian in exactly `size` bytes, or in as few as the value needs (VLN, at least one). */
function littleEndian(value: bigint, size?: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; rest > 0n; rest /= 256n) bytes.push(Number(rest % 256n))
  const wanted = size ?? Math.max(1, bytes.length)
  if (value < 0n || bytes.length > wanted) throw new LayoutError(`${value} needs more than ${wanted} bytes`)
  return Uint8Array.from({ length: wanted }, (_, at) => bytes[at] ?? 0)
}

const wrongType = (wanted: string): LayoutError => new LayoutError(`value is not ${wanted}`)

function checkedVln(bytes: Uint8Array): bigint {
  if (bytes.length > 8) throw new LayoutError(`${bytes.length} bytes where a VLN is wanted`)
  return unsigned(bytes)
}

const integer = (size: number, least = 0): ValueCodec => ({
  decode(bytes) {
    if (bytes.length !== size && bytes.length !== least)
      throw new LayoutError(`${bytes.length} bytes where ${size} are wanted`)
    return Number(unsigned(bytes))
  },
  encode(value) {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType('an integer')
    return littleEndian(BigInt(value), size)
  },
})

function textOfValue(value: TagValue): string {
  if (typeof value !== 'string') throw wrongType('text')
  return value
}

const padded = (size: number): ValueCodec => ({
  decode(bytes, charset) {
    if (bytes.length > size) throw new LayoutError(`${bytes.length} bytes, at most ${size}`)
    return charset.decode(bytes).trim()
  },
  encode(value, charset) {
    const text = textOfValue(value)
    if (text.length > size) throw new LayoutError(`text of ${text.length} characters, at most ${size}`)
    return charset.encode(text.padEnd(size))
  },
})

const money: ValueCodec = {
  decode: (bytes) => checkedVln(bytes),
  encode(value) {
    if (typeof value !== 'bigint') throw wrongType('an amount')
    return littleEndian(value)
  },
}

/** FVLN: the number of decimals, then a VLN; read into thousandths, written with as few decimals as the value needs. */
const quantity: ValueCodec = {
  decode(bytes) {
    const decimals = bytes[0] ?? 0
    if (decimals > 9) throw new LayoutError(`${decimals} decimals`)
    const scaled = checkedVln(bytes.subarray(1)) * 1000n
    const divisor = 10n ** BigInt(decimals)
    if (scaled % divisor !== 0n) throw new LayoutError('quantity is finer than a thousandth')
    return scaled / divisor
  },
  encode(value) {
    if (typeof value !== 'bigint') throw wrongType('a quantity')
    let decimals = 3
    let digits = value
    while (decimals > 0 && digits % 10n === 0n) {
      digits /= 10n
      decimals -= 1
    }
    return Uint8Array.of(decimals, ...littleEndian(digits))
  },
}

/** What real memories have there (protocol 12). */
const keyNumber = [0x31, 0x04] as const

/** 1077: two bytes of a key number, which nobody prints, then the fiscal sign, big-endian; the value is its decimal. */
const sign: ValueCodec = {
  decode(bytes) {
    if (bytes.length !== 6) throw new LayoutError(`${bytes.length} bytes where 6 are wanted`)
    return unsigned(bytes.subarray(2).toReversed()).toString()
  },
  encode(value) {
    const text = textOfValue(value)
    if (!/^\d{1,10}$/.test(text)) throw wrongType('a fiscal sign')
    return Uint8Array.of(...keyNumber, ...littleEndian(BigInt(text), 4).toReversed())
  },
}

const bytesCodec: ValueCodec = {
  decode: (bytes) => Uint8Array.from(bytes),
  encode(value) {
    if (!(value instanceof Uint8Array)) throw wrongType('bytes')
    return value
  },
}

const codecs: Readonly<Record<TagType, ValueCodec>> = {
  text: {
    decode: (bytes, charset) => charset.decode(bytes),
    encode: (value, charset) => charset.encode(textOfValue(value)),
  },
  inn: padded(12),
  rnm: padded(20),
  uint8: integer(1),
  uint16: integer(2),
  uint32: integer(4),
  // No bytes are no time: the first second of 1970 is none that a register shows.
  time: integer(4, 4),
  money,
  quantity,
  sign,
  bytes: bytesCodec,
  nested: {
    decode: (bytes, charset) => decodeTags(bytes, charset),
    encode(value, charset) {
      if (!Array.isArray(value)) throw wrongType('nested tags')
      return encodeTags(value as Tags, charset)
    },
  },
}

function naming<T>(tag: number, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (error instanceof LayoutError) throw new LayoutError(`tag ${tag}: ${error.message}`)
    throw error
  }
}

function putTag(writer: Writer, { tag, value }: Tag, charset: Charset): void {
  const bytes = naming(tag, () => codecs[tagTypes[tag] ?? 'bytes'].encode(value, charset))
  if (bytes.length > 0xffff) throw new LayoutError(`tag ${tag}: ${bytes.length} bytes, at most 65535`)
  writer.put(littleEndian(BigInt(tag), 2))
  writer.put(littleEndian(BigInt(bytes.length), 2))
  writer.put(bytes)
}

type Take = (reader: Reader, charset: Charset) => Tag

const takeTag: Take = (reader, charset) => {
  const tag = Number(unsigned(reader.take(2)))
  const bytes = reader.take(Number(unsigned(reader.take(2))))
  return { tag, value: naming(tag, () => codecs[tagTypes[tag] ?? 'bytes'].decode(bytes, charset)) }
}

/** The same, but a value that is none of its tag's type keeps its bytes: it must not cost the tags around it. */
const takeAnyTag: Take = (reader, charset) => {
  const tag = Number(unsigned(reader.take(2)))
  const bytes = reader.take(Number(unsigned(reader.take(2))))
  const type = tagTypes[tag] ?? 'bytes'
  try {
    return { tag, value: type === 'nested' ? takeAll(bytes, charset, takeAnyTag) : codecs[type].decode(bytes, charset) }
  } catch (error) {
    if (error instanceof LayoutError) return { tag, value: Uint8Array.from(bytes) }
    throw error
  }
}

function takeAll(bytes: Uint8Array, charset: Charset, take: Take): Tags {
  const reader = new Reader(bytes)
  const tags: Tag[] = []
  while (reader.remaining > 0) tags.push(take(reader, charset))
  return tags
}

/** Tags as bytes, in their order. Throws LayoutError naming the tag whose value has another type or does not fit. */
export function encodeTags(tags: Tags, charset: Charset = cp866): Uint8Array {
  const writer = new Writer()
  for (const tag of tags) putTag(writer, tag, charset)
  return writer.done()
}

/** Tags of whole TLV bytes. Throws LayoutError on bytes that are cut or that do not fit a tag's type. */
export const decodeTags = (bytes: Uint8Array, charset: Charset = cp866): Tags => takeAll(bytes, charset, takeTag)

/**
 * Joins chunks (A4h 46h returns a TLV or a part of one) and gives every tag out as soon as it is whole. A value that does not
 * fit its tag's type comes as its bytes.
 */
export class TlvStream {
  readonly #charset: Charset
  #rest: Uint8Array = new Uint8Array(0)
  #length: number = 0

  constructor(charset: Charset = cp866) {
    this.#charset = charset
  }

  /** Bytes that came so far. */
  get length(): number {
    return this.#length
  }

  /** The tags that this chunk completes. */
  push(chunk: Uint8Array): Tag[] {
    this.#length += chunk.length
    this.#rest = Uint8Array.from([...this.#rest, ...chunk])
    const tags: Tag[] = []
    for (let size = this.#wholeSize(); size !== undefined; size = this.#wholeSize()) {
      const whole = this.#rest.subarray(0, size)
      this.#rest = this.#rest.subarray(size)
      tags.push(takeAnyTag(new Reader(whole), this.#charset))
    }
    return tags
  }

  /** Throws LayoutError when the stream ended inside a tag. */
  end(): void {
    if (this.#rest.length > 0) throw new LayoutError(`the stream ends inside a tag, ${this.#rest.length} bytes left`)
  }

  /** Size of the first tag with its header; undefined while it is not all there. */
  #wholeSize(): number | undefined {
    if (this.#rest.length < 4) return undefined
    const size = 4 + Number(unsigned(this.#rest.subarray(2, 4)))
    return size <= this.#rest.length ? size : undefined
  }
}
