/** Packets of v3 over a link: Ids, synchronous answers, repeat requests in both directions (protocol 2.2, 2.3). */
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Link, LinkLost } from '../../transport/link.ts'
import { type DeviceMessage, decodeDeviceMessage, encodeHostMessage, type HostMessage } from '../frame/task-buffer.ts'
import { asyncId, encodePacket, type FrameEvent, lastHostId, V3Decoder } from '../frame/v3.ts'
import { ChangeSignal } from './change-signal.ts'
import { ExchangeError } from './exchange.ts'
import { wireLog } from './wire-log.ts'

/**
 * What to do when a packet has to be sent or answered again: `serve` it · `break` the series it belongs to, since packets
 * behind it are under way and must not be overtaken · `background`: serve it, but nobody waits for the answer.
 */
export type RepeatPolicy = 'serve' | 'break' | 'background'

/** A packet sent, and what came of it. */
export interface Packet {
  readonly id: number
  readonly message: HostMessage
  readonly policy: RepeatPolicy
  readonly bytes: Uint8Array
  answer: DeviceMessage | undefined
  /** Set when policy `break` met a repeat request or a damaged answer. */
  broken: boolean
  resent: boolean
  /** How often we asked for its answer again. */
  asked: number
}

const maxAsked = 3
const nothing = new Uint8Array()

export interface ChannelEvents {
  /** An asynchronous message. */
  message(message: DeviceMessage): void
  /** A damaged packet came in, which may have been an asynchronous one: those cannot be asked for again (protocol 2.3). */
  damaged(): void
  /** The answer to a `background` packet. */
  answered(packet: Packet): void
}

export class Channel {
  readonly changed: ChangeSignal
  lost: LinkLost | undefined
  /** Monotonic ms of the last byte received. */
  lastByteAt: number
  readonly #link: Link
  readonly #clock: Clock
  readonly #log: Log
  readonly #events: ChannelEvents
  readonly #trace: ReturnType<typeof wireLog>
  readonly #decoder = new V3Decoder()
  readonly #open = new Map<number, Packet>()
  #nextId: number = 0

  constructor(link: Link, clock: Clock, log: Log, events: ChannelEvents) {
    this.#link = link
    this.#clock = clock
    this.#log = log
    this.#events = events
    this.#trace = wireLog(log)
    this.changed = new ChangeSignal(clock)
    this.lastByteAt = clock.monotonic()
    link.receive((bytes) => this.#received(bytes))
    void link.closed.then((reason) => {
      this.lost = reason
      this.changed.notify()
    })
  }

  /** Throws ExchangeError LINK_LOST, not handed over, when the link is known to be gone. */
  post(message: HostMessage, policy: RepeatPolicy): Packet {
    if (this.lost !== undefined) {
      throw new ExchangeError('LINK_LOST', false, this.lost.message, { cause: this.lost })
    }
    const id = this.#nextId
    this.#nextId = id === lastHostId ? 0 : id + 1
    const bytes = encodePacket(id, encodeHostMessage(message))
    const packet: Packet = { id, message, policy, bytes, answer: undefined, broken: false, resent: false, asked: 0 }
    this.#open.set(id, packet)
    this.#send(bytes)
    return packet
  }

  /**
   * Waits for the synchronous answer; undefined = silence, or `until` became true. Throws ExchangeError LINK_LOST, handed over.
   */
  async answer(packet: Packet, timeoutMs: number, until?: () => boolean): Promise<DeviceMessage | undefined> {
    const deadline = this.#clock.monotonic() + timeoutMs
    while (packet.answer === undefined && !packet.broken && until?.() !== true) {
      if (this.lost !== undefined) throw new ExchangeError('LINK_LOST', true, this.lost.message, { cause: this.lost })
      const left = deadline - this.#clock.monotonic()
      if (left <= 0) {
        this.#open.delete(packet.id)
        break
      }
      await this.changed.wait(left)
    }
    return packet.answer
  }

  /** Nobody waits for any answer any more. */
  forget(): void {
    this.#open.clear()
  }

  close(): void {
    this.#link.close()
  }

  #send(bytes: Uint8Array): void {
    this.#trace('sent', bytes)
    this.#link.send(bytes)
  }

  #received(bytes: Uint8Array): void {
    this.#trace('received', bytes)
    this.lastByteAt = this.#clock.monotonic()
    for (const event of this.#decoder.push(bytes)) this.#take(event)
    this.changed.notify()
  }

  #take(event: FrameEvent): void {
    switch (event.kind) {
      case 'noise':
        this.#log.debug({ bytes: event.bytes.length }, 'bytes outside packets ignored')
        return
      case 'corrupt':
        this.#log.warn({ id: event.id, bytes: event.raw.length }, 'damaged packet')
        this.#askAgain(event.id)
        this.#events.damaged()
        return
      case 'frame':
        this.#frame(event.id, event.data)
    }
  }

  #frame(id: number, data: Uint8Array): void {
    const packet = this.#open.get(id)
    if (id !== asyncId && data.length === 0) {
      this.#repeat(packet)
      return
    }
    const message = decodeDeviceMessage(data)
    if (message === undefined) {
      this.#log.warn({ id, code: data[0] }, 'message of unknown kind ignored')
    } else if (id === asyncId) {
      this.#events.message(message)
    } else if (packet === undefined) {
      this.#log.debug({ id, kind: message.kind }, 'answer that nobody waits for ignored')
    } else {
      this.#open.delete(id)
      packet.answer = message
      if (packet.policy === 'background') this.#events.answered(packet)
    }
  }

  /** The register asks for our packet again: once, the same bytes with the same Id (promise, rule 4). */
  #repeat(packet: Packet | undefined): void {
    if (packet === undefined) return
    if (packet.policy === 'break') {
      packet.broken = true
    } else if (packet.asked > 0) {
      // The last we sent under this Id was our own repeat request: that is what was damaged, the message had arrived.
      this.#ask(packet)
    } else if (!packet.resent) {
      this.#log.warn({ id: packet.id }, 'packet repeated at the register’s request')
      packet.resent = true
      this.#send(packet.bytes)
    }
  }

  /** A packet of the register came damaged; `id` is what it claims to be. */
  #askAgain(id: number | undefined): void {
    if (id === asyncId) return
    const meant = id === undefined ? undefined : this.#open.get(id)
    if (meant !== undefined) {
      this.#ask(meant)
      return
    }
    for (const packet of this.#open.values()) {
      if (packet.policy !== 'background') this.#ask(packet)
    }
  }

  #ask(packet: Packet): void {
    if (packet.policy === 'break') {
      packet.broken = true
    } else if (packet.asked < maxAsked) {
      packet.asked++
      this.#send(encodePacket(packet.id, nothing))
    }
  }
}
