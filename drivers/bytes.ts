/** A value or bytes that do not fit their layout: too short, too long, out of range, not BCD … Never clipped silently. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError'
}

/** Reads bytes from the front; every read past the end is a `LayoutError`. */
export class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get remaining(): number {
    return this.#bytes.length - this.#at
  }

  take(count: number): Uint8Array {
    if (count > this.remaining) throw new LayoutError(`${count} bytes wanted, ${this.remaining} left`)
    this.#at += count
    return this.#bytes.subarray(this.#at - count, this.#at)
  }

  u8(): number {
    return this.take(1)[0] as number
  }

  rest(): Uint8Array {
    return this.take(this.remaining)
  }
}

/** Collects bytes. */
export class Writer {
  readonly #bytes: number[] = []

  u8(value: number): void {
    this.#bytes.push(value)
  }

  put(bytes: Iterable<number>): void {
    for (const byte of bytes) this.#bytes.push(byte)
  }

  done(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}

/** `1F 00 FF`: how bytes stand in logs and tests. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')

/** Bytes from hex digits with or without spaces. */
export const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
