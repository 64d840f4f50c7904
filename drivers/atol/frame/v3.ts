/** Packets of lower level v3 (protocol 2.1 - 2.3), for either end of the line. No I/O, no timers. */
import { LayoutError } from '../../bytes.ts'

/** FEh begins a packet and stands nowhere else on the wire. */
const startByte = 0xfe
const escapeByte = 0xfd
const escapedStart = 0xee
const escapedEscape = 0xed

/** Host packets carry 00h..DFh, one up each time, DFh is followed by 00h. */
export const lastHostId = 0xdf
/** Id of what the device sends unasked. */
export const asyncId = 0xf0
/** The largest length whose two bytes can collide with neither FDh nor FEh. */
export const maxDataLength = 0x7e7f

const polynomial = 0x31

const crcTable = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80 ? polynomial : 0)) & 0xff
  return crc
})

/** CRC8 of v3: polynomial 31h, initial FFh, most significant bit first; over Id and unescaped data (protocol 2.1). */
function crc8(id: number, data: Uint8Array): number {
  let crc = crcTable[0xff ^ id] as number
  for (const byte of data) crc = crcTable[crc ^ byte] as number
  return crc
}

/**
 * `FE LenLo LenHi Id data crc`, escaped. Empty data asks the other end to repeat its packet of that Id (protocol 2.3).
 * Throws LayoutError when the data is longer than `maxDataLength` or the Id is FDh, FEh or no byte.
 */
export function encodePacket(id: number, data: Uint8Array): Uint8Array {
  if (data.length > maxDataLength) throw new LayoutError(`packet data of ${data.length} bytes`)
  if (!Number.isInteger(id) || id < 0 || id > 0xff || id === startByte || id === escapeByte) {
    throw new LayoutError(`packet id ${id}`)
  }
  const packet = new Uint8Array(4 + 2 * (data.length + 1))
  packet.set([startByte, data.length & 0x7f, data.length >> 7, id])
  let at = 4
  const put = (byte: number): void => {
    if (byte === startByte || byte === escapeByte) {
      packet[at++] = escapeByte
      packet[at++] = byte === startByte ? escapedStart : escapedEscape
    } else packet[at++] = byte
  }
  for (const byte of data) put(byte)
  put(crc8(id, data))
  return packet.subarray(0, at)
}

export type FrameEvent =
  | { readonly kind: 'frame'; readonly id: number; readonly data: Uint8Array }
  /** A packet that began and is no good. `id` as received, if reception got that far: it may itself be wrong. */
  | { readonly kind: 'corrupt'; readonly id: number | undefined; readonly raw: Uint8Array }
  /** Bytes outside packets. */
  | { readonly kind: 'noise'; readonly bytes: Uint8Array }

/** Start, two bytes of length, Id. */
const headLength = 4

/**
 * Finds packets in a stream that may be cut, garbled or joined in any way. Since FEh stands nowhere inside a packet,
 * re-scanning a bad one from its next byte finds nothing before the next FEh: what is left of it is noise.
 * Memory is bounded by the longest packet.
 */
export class V3Decoder {
  #raw = new Uint8Array(64)
  #rawLength: number = 0
  /** Unescaped bytes after the head: data, then CRC. */
  #body = new Uint8Array(64)
  #bodyLength: number = 0
  #expected: number = 0
  #escaped: boolean = false

  /** True while a packet has begun and is not complete. */
  get receiving(): boolean {
    return this.#rawLength > 0
  }

  /** Forgets a packet begun. */
  reset(): void {
    this.#rawLength = 0
    this.#bodyLength = 0
    this.#escaped = false
  }

  push(chunk: Uint8Array): FrameEvent[] {
    const events: FrameEvent[] = []
    let at = 0
    while (at < chunk.length) {
      if (!this.receiving) {
        const start = chunk.indexOf(startByte, at)
        const end = start < 0 ? chunk.length : start
        if (end > at) events.push({ kind: 'noise', bytes: chunk.slice(at, end) })
        at = end
        if (start < 0) break
      }
      const event = this.#take(chunk[at] as number)
      if (event !== undefined) events.push(event)
      at++
    }
    return events
  }

  #take(byte: number): FrameEvent | undefined {
    if (byte === startByte) {
      const cut = this.receiving ? this.#corrupt() : undefined
      this.#keep(byte)
      return cut
    }
    this.#keep(byte)
    if (this.#rawLength <= headLength) return this.#head(byte)
    if (this.#escaped) {
      this.#escaped = false
      if (byte === escapedStart) return this.#unescaped(startByte)
      if (byte === escapedEscape) return this.#unescaped(escapeByte)
      return this.#corrupt()
    }
    if (byte === escapeByte) {
      this.#escaped = true
      return undefined
    }
    return this.#unescaped(byte)
  }

  #head(byte: number): FrameEvent | undefined {
    switch (this.#rawLength) {
      case 2:
        this.#expected = byte
        return byte > 0x7f ? this.#corrupt() : undefined
      case 3:
        this.#expected |= byte << 7
        return this.#expected > maxDataLength ? this.#corrupt() : undefined
      default:
        return byte === escapeByte ? this.#corrupt() : undefined
    }
  }

  #unescaped(byte: number): FrameEvent | undefined {
    this.#body = grown(this.#body, this.#bodyLength)
    this.#body[this.#bodyLength++] = byte
    if (this.#bodyLength <= this.#expected) return undefined
    const id = this.#raw[3] as number
    const data = this.#body.slice(0, this.#expected)
    if (crc8(id, data) !== byte) return this.#corrupt()
    this.reset()
    return { kind: 'frame', id, data }
  }

  #corrupt(): FrameEvent {
    const raw = this.#raw.slice(0, this.#rawLength)
    this.reset()
    return { kind: 'corrupt', id: raw[3], raw }
  }

  #keep(byte: number): void {
    this.#raw = grown(this.#raw, this.#rawLength)
    this.#raw[this.#rawLength++] = byte
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length < bytes.length) return bytes
  const larger = new Uint8Array(bytes.length * 2)
  larger.set(bytes)
  return larger
}
