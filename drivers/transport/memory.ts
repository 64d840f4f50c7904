/** Two ends of a line inside the process, as slow and as unreliable as a test or the simulated register wants it. */
import type { Clock } from '../clock.ts'
import { Closing } from './closing.ts'
import { Inbox } from './inbox.ts'
import { type Link, LinkLost } from './link.ts'

export type Direction = 'to-device' | 'to-host'

/**
 * What becomes of one byte: sent on as it is (undefined), replaced by any number of bytes (none = dropped, two = doubled
 * or inserted, another = corrupted), or the line is cut before it arrives.
 */
export type ByteFate = undefined | readonly number[] | 'cut'

export interface MemoryLinkOptions {
  readonly clock: Clock
  readonly name?: string
  /** One way, ms. */
  readonly latencyMs?: number
  /** Line speed, 8N1: ten bits a byte, each direction for itself. Without it bytes take no time. */
  readonly baud?: number
  /** The most bytes of one delivery; longer ones are cut into several. */
  readonly chunkBytes?: number
  /** Asked for every byte as it is sent; `index` counts the bytes of its direction from 0. */
  readonly fate?: (direction: Direction, index: number, byte: number) => ByteFate
}

const bitsPerByte = 10

/** One direction of the line. */
class Lane {
  readonly inbox = new Inbox()
  readonly #options: MemoryLinkOptions
  readonly #direction: Direction
  readonly #cut: (reason: string) => void
  /** When the line is free again, monotonic ms. */
  #freeAt = Number.NEGATIVE_INFINITY
  #sent: number = 0
  readonly #queue: { readonly at: number; readonly bytes: Uint8Array }[] = []
  #timed: boolean = false
  #broken: boolean = false

  constructor(options: MemoryLinkOptions, direction: Direction, cut: (reason: string) => void) {
    this.#options = options
    this.#direction = direction
    this.#cut = cut
  }

  send(bytes: Uint8Array): void {
    if (this.#broken) return
    const arriving: number[] = []
    let cut = false
    for (const byte of bytes) {
      const fate = this.#options.fate?.(this.#direction, this.#sent++, byte)
      if (fate === 'cut') {
        cut = true
        break
      }
      if (fate === undefined) arriving.push(byte)
      else arriving.push(...fate)
    }
    this.#transmit(arriving)
    if (!cut) return
    this.#broken = true
    // Behind the bytes that left before it.
    const rest = Math.max(0, this.#freeAt - this.#options.clock.monotonic()) + (this.#options.latencyMs ?? 0)
    this.#options.clock.after(rest, () => {
      this.#cut(`line cut at byte ${this.#sent - 1} ${this.#direction}`)
    })
  }

  #transmit(bytes: readonly number[]): void {
    const { clock, latencyMs = 0, baud, chunkBytes = Math.max(1, bytes.length) } = this.#options
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const chunk = Uint8Array.from(bytes.slice(at, at + chunkBytes))
      const begun = Math.max(this.#freeAt, clock.monotonic())
      this.#freeAt = begun + (baud === undefined ? 0 : (chunk.length * bitsPerByte * 1000) / baud)
      this.#queue.push({ at: this.#freeAt + latencyMs, bytes: chunk })
    }
    this.#schedule()
  }

  /** One timer at a time, so that order never depends on how a clock breaks ties or rounds. */
  #schedule(): void {
    const next = this.#queue[0]
    if (this.#timed || next === undefined) return
    this.#timed = true
    this.#options.clock.after(next.at - this.#options.clock.monotonic(), () => {
      this.#timed = false
      const now = this.#options.clock.monotonic()
      while (this.#queue[0] !== undefined && this.#queue[0].at <= now) {
        this.inbox.deliver((this.#queue.shift() as { bytes: Uint8Array }).bytes)
      }
      this.#schedule()
    })
  }

  shut(): void {
    this.#broken = true
    this.#queue.length = 0
    this.inbox.shut()
  }
}

/**
 * A line between a host and a device. Delivery is never synchronous, and depends on nothing but the options and the clock.
 * Closing either end closes both, at once; bytes on their way are lost.
 */
export function memoryLink(options: MemoryLinkOptions): [host: Link, device: Link] {
  const name = options.name ?? 'memory'
  const closing = new Closing()
  const lanes: Lane[] = []
  const close = (reason: string): void => {
    if (!closing.close(new LinkLost(`${name}: ${reason}`))) return
    for (const lane of lanes) lane.shut()
  }
  const toDevice = new Lane(options, 'to-device', close)
  const toHost = new Lane(options, 'to-host', close)
  lanes.push(toDevice, toHost)
  const end = (out: Lane, incoming: Lane): Link => ({
    name,
    send: (bytes) => out.send(bytes),
    receive: (listener) => incoming.inbox.receive(listener),
    closed: closing.closed,
    close: () => close('closed'),
  })
  return [end(toDevice, toHost), end(toHost, toDevice)]
}
