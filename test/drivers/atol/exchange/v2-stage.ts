import type { Task } from '../../../../drivers/atol/exchange/exchange.ts'
import { V2Exchange } from '../../../../drivers/atol/exchange/v2.ts'
import { BlockReceiver, control, encodeBlock, maxReplyLength } from '../../../../drivers/atol/frame/v2.ts'
import { fromHex, hex } from '../../../../drivers/bytes.ts'
import { type MemoryLinkOptions, memoryLink } from '../../../../drivers/transport/memory.ts'
import { VirtualClock } from '../../../virtual-clock.ts'

const { enq, ack, stx, eot, nak } = control

export const task = (
  request: string,
  more: Partial<Task> & { needReply?: boolean } = {},
): Task & { needReply?: boolean } => ({
  name: request,
  request: fromHex(request),
  effect: 'write',
  timeoutMs: 10_000,
  ...more,
})

/** The device's side of protocol 1.6, each step replaceable. */
export class V2Peer {
  readonly executed: string[] = []
  readonly heard: number[] = []
  executeMs = 0
  reply: (request: string) => string = () => '55 00 00'
  /** What an ENQ is answered with. */
  onEnq: (count: number) => number[] = () => [ack]
  /** What a good block is answered with; without ACK it is not executed. */
  onBlock: (count: number) => { answer: number[]; execute: boolean } = () => ({ answer: [ack], execute: true })
  /** What is sent for a reply, the `count`-th copy of it. */
  onReply: (block: Uint8Array, count: number) => Uint8Array = (block) => block
  /** How often ENQ is repeated while the host does not answer. */
  enqs = 5
  state: 'idle' | 'block' | 'executing' | 'offering' | 'sent' = 'idle'
  readonly #send: (bytes: Uint8Array) => void
  readonly #clock: VirtualClock
  readonly #receiver = new BlockReceiver()
  #inBlock = false
  #enqCount = 0
  #blockCount = 0
  #replyCount = 0
  #request = ''
  #block: Uint8Array = new Uint8Array()

  constructor(send: (bytes: Uint8Array) => void, clock: VirtualClock) {
    this.#send = send
    this.#clock = clock
  }

  take(byte: number): void {
    this.heard.push(byte)
    if (this.#inBlock) {
      const event = this.#receiver.push(byte)
      if (event === undefined) return
      this.#inBlock = false
      if (event.kind !== 'block') {
        this.#send(Uint8Array.of(nak))
        return
      }
      this.#request = hex(event.data.subarray(2))
      const { answer, execute } = this.onBlock(this.#blockCount++)
      this.#send(Uint8Array.from(answer))
      if (execute) this.#execute()
      return
    }
    switch (byte) {
      case enq:
        if (this.state === 'executing') {
          this.#send(Uint8Array.of(nak))
          return
        }
        if (this.state === 'idle') this.#send(Uint8Array.from(this.onEnq(this.#enqCount++)))
        return
      case stx:
        this.#inBlock = true
        this.#receiver.reset()
        return
      case ack:
        if (this.state === 'offering') {
          this.state = 'sent'
          this.#send(this.onReply(this.#block, this.#replyCount++))
        } else if (this.state === 'sent') {
          this.state = 'idle'
          this.#send(Uint8Array.of(eot))
        }
        return
      case nak:
        if (this.state === 'sent') this.#send(this.onReply(this.#block, this.#replyCount++))
    }
  }

  #execute(): void {
    this.state = 'executing'
    const request = this.#request
    this.executed.push(request)
    this.#clock.after(this.executeMs, () => {
      this.#block = encodeBlock(fromHex(this.reply(request)), maxReplyLength)
      this.#replyCount = 0
      this.state = 'offering'
      this.#offer(this.enqs)
    })
  }

  #offer(left: number): void {
    if (this.state !== 'offering') return
    if (left === 0) {
      this.state = 'idle'
      return
    }
    this.#send(Uint8Array.of(enq))
    this.#clock.after(500, () => this.#offer(left - 1))
  }
}

export function stage(line: Partial<MemoryLinkOptions> = {}) {
  const clock = new VirtualClock()
  const [host, device] = memoryLink({ clock, ...line })
  const peer = new V2Peer((bytes) => device.send(bytes), clock)
  device.receive((bytes) => {
    for (const byte of bytes) peer.take(byte)
  })
  const exchange = new V2Exchange({ link: host, clock })
  const run = <T>(promise: Promise<T>) => clock.run(promise)
  return { clock, peer, exchange, device, run }
}
