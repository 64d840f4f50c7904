import type { Clock } from '../clock.ts'
import type { Link } from '../transport/link.ts'
import type { FaultBox } from './machine/faults.ts'

export interface LineOptions {
  readonly clock: Clock
  readonly faults: FaultBox
  /** A serial cable, which stays when the device has no power. */
  readonly wire: boolean
  /** Bits per second; undefined: bytes take no time. */
  readonly baud: number | undefined
}

const bitsPerByte = 10

interface Piece {
  /** When its last byte has passed, monotonic ms. */
  readonly at: number
  readonly deliver: () => void
}

/** One direction of a line of limited speed: pieces come out in order, each when its last byte has passed. */
class Lane {
  readonly #options: LineOptions
  readonly #queue: Piece[] = []
  #freeAt: number = Number.NEGATIVE_INFINITY

  constructor(options: LineOptions) {
    this.#options = options
  }

  pass(bytes: Uint8Array, deliver: (bytes: Uint8Array) => void): void {
    const { baud, clock } = this.#options
    if (baud === undefined) {
      deliver(bytes)
      return
    }
    this.#freeAt = Math.max(clock.monotonic(), this.#freeAt) + (bytes.length * bitsPerByte * 1000) / baud
    this.#queue.push({ at: this.#freeAt, deliver: () => deliver(bytes) })
    if (this.#queue.length === 1) this.#wait()
  }

  /** One timer at a time: the order of pieces must not depend on how a clock rounds. */
  #wait(): void {
    const { clock } = this.#options
    const next = this.#queue[0]
    if (next === undefined) return
    clock.after(next.at - clock.monotonic(), () => {
      while (this.#queue[0] !== undefined && this.#queue[0].at <= clock.monotonic()) this.#queue.shift()?.deliver()
      this.#wait()
    })
  }
}

/** The device's end of a cable that may come out at any byte (fault `unplug@byte:n`, both directions counted). */
export class PlugLine {
  readonly #link: Link
  readonly #options: LineOptions
  readonly #out: Lane
  readonly #in: Lane

  constructor(link: Link, options: LineOptions) {
    this.#link = link
    this.#options = options
    this.#out = new Lane(options)
    this.#in = new Lane(options)
  }

  get wire(): boolean {
    return this.#options.wire
  }

  send(bytes: Uint8Array): void {
    const passing = this.#options.faults.passing(bytes.length)
    this.#out.pass(bytes.subarray(0, passing), (piece) => {
      this.#link.send(piece)
      if (passing < bytes.length) this.#link.close()
    })
  }

  receive(listener: (bytes: Uint8Array) => void): void {
    this.#link.receive((bytes) => {
      const passing = this.#options.faults.passing(bytes.length)
      this.#in.pass(bytes.subarray(0, passing), (piece) => {
        if (piece.length > 0) listener(piece)
        if (passing < bytes.length) this.#link.close()
      })
    })
  }

  close(): void {
    this.#link.close()
  }
}
