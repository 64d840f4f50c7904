import { type TagType, tagTypes } from '../../ffd/tags.ts'

/** What is odd about a fiscal memory (protocol 12). */
export interface Oddities {
  /** Integers of value 0 have no bytes. */
  readonly emptyIntegers: boolean
  /** The listing ends half-way, as if that were all. */
  readonly cut: boolean
}

export interface Listing {
  /** Bytes of the whole document, as A4 45 announces them. */
  readonly length: number
  /** What A4 46 hands out, one answer after the other. */
  readonly pieces: readonly Uint8Array[]
}

const headLength = 4
const integers: ReadonlySet<TagType | undefined> = new Set(['uint8', 'uint16', 'uint32', 'money'])

function* tlvsOf(document: Uint8Array): Generator<{ readonly tag: number; readonly tlv: Uint8Array }> {
  const bytes = Buffer.from(document)
  for (let at = 0; at < bytes.length; ) {
    const end = at + headLength + bytes.readUInt16LE(at + 2)
    yield { tag: bytes.readUInt16LE(at), tlv: document.slice(at, end) }
    at = end
  }
}

function withEmptyIntegers(document: Uint8Array): Uint8Array {
  return Buffer.concat(
    [...tlvsOf(document)].map(({ tag, tlv }) => {
      const value = leanValue(tagTypes[tag], tlv.subarray(headLength))
      return Uint8Array.of(tag & 0xff, tag >> 8, value.length & 0xff, value.length >> 8, ...value)
    }),
  )
}

function leanValue(type: TagType | undefined, value: Uint8Array): Uint8Array {
  if (type === 'nested') return withEmptyIntegers(value)
  return integers.has(type) && value.every((byte) => byte === 0) ? new Uint8Array(0) : value
}

function* inPieces(tlv: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < tlv.length; at += size) yield tlv.slice(at, at + size)
}

/** One TLV after the other, a long one in pieces of `chunkBytes`: how A4 46 hands a document out. */
export function listingOf(document: Uint8Array, chunkBytes: number, { emptyIntegers, cut }: Oddities): Listing {
  const bytes = emptyIntegers ? withEmptyIntegers(document) : document
  const pieces = [...tlvsOf(bytes)].flatMap(({ tlv }) => [...inPieces(tlv, chunkBytes)])
  return { length: bytes.length, pieces: cut ? pieces.slice(0, Math.floor(pieces.length / 2)) : pieces }
}
