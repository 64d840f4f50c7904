/**
 * How fast a receipt could cross a full-duplex line at all. Two answers:
 *
 * - `path`: the time that no driver which keeps the promise can beat with these frames. A receipt is four conversations that
 *   must follow one another: what the register is like; the receipt with the proof that it stands there as meant (rule 3);
 *   4Ah, alone; the proof of what became of it (rule 6). Within each, everything may be on the way at once, except that an
 *   answer cannot begin before its question has arrived. So a conversation takes at least, for every one of its packets, the
 *   bytes sent up to and with it and the bytes answered from it on; the four are added up. Waiting of the driver's own
 *   making, round trips included that it could have saved, is not in it.
 * - `duplex`: the busier direction alone, as if nothing depended on anything.
 *
 * Counted are the bytes of every frame on the wire, escapes and checksums included, from the first packet of the receipt to
 * the last command whose answer is needed; Acks sent after that cost the buyer no time and are left out.
 */
import { decodeDeviceMessage, decodeHostMessage } from '../../drivers/atol/frame/task-buffer.ts'
import { asyncId, encodePacket, V3Decoder } from '../../drivers/atol/frame/v3.ts'

const bitsPerByte = 10
const passwordLength = 2

interface Packet {
  readonly id: number
  /** Command byte of an Add; undefined for Ack and Req. */
  readonly command: number | undefined
  readonly sent: number
  answered: number
}

/** First commands of the second, third and fourth conversation: the requisites or 92h, 4Ah, and whatever comes after it. */
const begins: readonly ((command: number) => boolean)[] = [
  (command) => command === 0xe8 || command === 0x92,
  (command) => command === 0x4a,
  (command) => command !== 0x4a,
]

/** Listens to both directions of a line of lower level v3. */
export class WireRecord {
  #packets: Packet[] = []
  readonly #tasks = new Map<number, Packet>()
  readonly #host = new V3Decoder()
  readonly #device = new V3Decoder()

  begin(): void {
    this.#packets = []
    this.#tasks.clear()
  }

  sent(bytes: Uint8Array): void {
    for (const event of this.#host.push(bytes)) {
      if (event.kind !== 'frame') continue
      const message = decodeHostMessage(event.data)
      const command = message?.kind === 'add' ? message.body[passwordLength] : undefined
      const packet = { id: event.id, command, sent: encodePacket(event.id, event.data).length, answered: 0 }
      this.#packets.push(packet)
      if (message?.kind === 'add') this.#tasks.set(message.task, packet)
    }
  }

  received(bytes: Uint8Array): void {
    for (const event of this.#device.push(bytes)) {
      if (event.kind !== 'frame') continue
      const message = decodeDeviceMessage(event.data)
      const task = message !== undefined && 'task' in message ? message.task : undefined
      const packet =
        event.id === asyncId ? this.#tasks.get(task ?? -1) : this.#packets.findLast(({ id }) => id === event.id)
      if (packet !== undefined) packet.answered += encodePacket(event.id, event.data).length
    }
  }

  /** Times in ms at `baud`, and the bytes of both directions. */
  limits(baud: number): { readonly path: number; readonly duplex: number; readonly bytes: readonly [number, number] } {
    const needed = this.#packets.slice(0, this.#packets.findLastIndex(({ command }) => command !== undefined) + 1)
    const ms = (bytes: number): number => (bytes * bitsPerByte * 1000) / baud
    const sum = (packets: readonly Packet[], key: 'sent' | 'answered'): number =>
      packets.reduce((all, packet) => all + packet[key], 0)
    const bytes = [sum(needed, 'sent'), sum(needed, 'answered')] as const
    const path = conversations(needed).reduce((all, packets) => all + longest(packets), 0)
    return { path: ms(path), duplex: ms(Math.max(...bytes)), bytes }
  }
}

/** Acks and Reqs count to the conversation that goes on after them: they need not be waited for before it. */
function conversations(packets: readonly Packet[]): Packet[][] {
  const all: Packet[][] = [[]]
  let waiting: Packet[] = []
  for (const packet of packets) {
    waiting.push(packet)
    if (packet.command === undefined) continue
    if (begins[all.length - 1]?.(packet.command) === true) all.push([])
    all.at(-1)?.push(...waiting)
    waiting = []
  }
  return all
}

function longest(packets: readonly Packet[]): number {
  let sent = 0
  let answers = packets.reduce((all, { answered }) => all + answered, 0)
  let most = 0
  for (const packet of packets) {
    sent += packet.sent
    most = Math.max(most, sent + answers)
    answers -= packet.answered
  }
  return most
}
