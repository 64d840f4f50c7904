import type { AnyFields, Values } from '../../../drivers/atol/commands/codec.ts'
import { type Command, decodeReply, encodeRequest, type Reply } from '../../../drivers/atol/commands/command.ts'
import {
  type DeviceMessage,
  decodeDeviceMessage,
  encodeHostMessage,
  type HostMessage,
} from '../../../drivers/atol/frame/task-buffer.ts'
import { asyncId, encodePacket, V3Decoder } from '../../../drivers/atol/frame/v3.ts'
import type { Link } from '../../../drivers/transport/link.ts'
import type { VirtualClock } from '../../virtual-clock.ts'

export type Received = { readonly id: number; readonly message: DeviceMessage | undefined } | { readonly corrupt: true }

/** A host that says exactly what a test wants, and shows everything that came back. */
export class V3Host {
  readonly #link: Link
  readonly #clock: VirtualClock
  readonly received: Received[] = []
  #id = 0
  #task = 0

  constructor(link: Link, clock: VirtualClock) {
    this.#link = link
    this.#clock = clock
    const decoder = new V3Decoder()
    link.receive((bytes) => {
      for (const event of decoder.push(bytes)) {
        if (event.kind === 'frame') this.received.push({ id: event.id, message: decodeDeviceMessage(event.data) })
        else this.received.push({ corrupt: true })
      }
    })
  }

  /** What came within `ms` of sending. */
  async send(message: HostMessage, ms = 0): Promise<Received[]> {
    const from = this.received.length
    this.#link.send(encodePacket(this.#id++, encodeHostMessage(message)))
    await this.#clock.advance(ms)
    return this.received.slice(from)
  }

  add<Q extends AnyFields, A extends AnyFields>(
    command: Command<Q, A>,
    values: Values<Q>,
    ms = 0,
  ): Promise<Received[]> {
    const body = Uint8Array.of(0, 0, ...encodeRequest(command, values))
    return this.send({ kind: 'add', flags: 1, task: this.#task++, body }, ms)
  }

  /** Kinds of what came back: `in-progress`, `async-result` … */
  static kinds(received: readonly Received[]): string[] {
    return received.map((one) =>
      'corrupt' in one ? 'corrupt' : one.id === asyncId ? `${one.message?.kind}` : `${one.message?.kind}`,
    )
  }

  /** Runs a command to its reply and acknowledges it. */
  async ask<Q extends AnyFields, A extends AnyFields>(command: Command<Q, A>, values: Values<Q>): Promise<Reply<A>> {
    const task = this.#task
    const received = await this.add(command, values)
    for (const one of received) {
      if ('corrupt' in one || one.message === undefined) continue
      if (one.message.kind !== 'async-result' && one.message.kind !== 'async-error') continue
      const reply = decodeReply(command, one.message.reply)
      if (one.message.kind === 'async-error') await this.send({ kind: 'abort' })
      else await this.send({ kind: 'ack', task })
      return reply
    }
    throw new Error(`${command.name}: no reply, but ${V3Host.kinds(received).join(', ')}`)
  }
}
