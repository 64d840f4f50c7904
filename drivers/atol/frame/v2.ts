/** Blocks of lower level v2 (protocol 1.1, 1.2), for either end of the line. No I/O, no timers. */
import { LayoutError } from '../../bytes.ts'

export const control = { enq: 0x05, ack: 0x06, stx: 0x02, etx: 0x03, eot: 0x04, nak: 0x15, dle: 0x10 } as const

/** The longest data a host may send (protocol 1.2). */
export const maxRequestLength = 255
/** The longest data that a reply is read to (protocol 1.2). */
export const maxReplyLength = 1024

/** `STX data ETX crc`, ETX and DLE masked by DLE. Throws LayoutError when the data is longer than `maxLength`. */
export function encodeBlock(data: Uint8Array, maxLength = maxRequestLength): Uint8Array {
  if (data.length > maxLength) throw new LayoutError(`block of ${data.length} bytes`)
  const block: number[] = [control.stx]
  let sum = 0
  const put = (byte: number): void => {
    sum ^= byte
    block.push(byte)
  }
  for (const byte of data) {
    if (byte === control.dle || byte === control.etx) put(control.dle)
    put(byte)
  }
  put(control.etx)
  block.push(sum)
  return Uint8Array.from(block)
}

export type BlockEvent =
  | { readonly kind: 'block'; readonly data: Uint8Array }
  /** Complete, but its sum is wrong. */
  | { readonly kind: 'corrupt' }
  /** Longer than any block may be; what follows is skipped until `reset`. */
  | { readonly kind: 'overflow' }

/**
 * Receives one block byte by byte, beginning with the byte after STX. There is no way to tell a new STX from data, so
 * whoever knows that a block was cut (a gap longer than T6) calls `reset`.
 */
export class BlockReceiver {
  readonly #maxLength: number
  #data: number[] = []
  #sum: number = 0
  #state: 'data' | 'masked' | 'sum' | 'done' = 'data'

  constructor(maxLength: number = maxReplyLength) {
    this.#maxLength = maxLength
  }

  reset(): void {
    this.#data = []
    this.#sum = 0
    this.#state = 'data'
  }

  push(byte: number): BlockEvent | undefined {
    switch (this.#state) {
      case 'done':
        return undefined
      case 'sum': {
        this.#state = 'done'
        return byte === this.#sum ? { kind: 'block', data: Uint8Array.from(this.#data) } : { kind: 'corrupt' }
      }
      case 'masked':
        this.#state = 'data'
        return this.#keep(byte)
      case 'data':
        if (byte === control.dle || byte === control.etx) {
          this.#sum ^= byte
          this.#state = byte === control.dle ? 'masked' : 'sum'
          return undefined
        }
        return this.#keep(byte)
    }
  }

  #keep(byte: number): BlockEvent | undefined {
    this.#sum ^= byte
    if (this.#data.length === this.#maxLength) {
      this.#state = 'done'
      return { kind: 'overflow' }
    }
    this.#data.push(byte)
    return undefined
  }
}
