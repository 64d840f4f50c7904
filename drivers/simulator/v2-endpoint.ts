import { BlockReceiver, control, encodeBlock, maxReplyLength, maxRequestLength } from '../atol/frame/v2.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { codeOf, type Executed } from './device.ts'
import type { Endpoint } from './endpoint.ts'
import type { FaultBox } from './machine/faults.ts'

/** Waits of the device, ms, mirrored from the host's (protocol 1.3, 1.6); T8 between repeated ENQs is an assumption. */
const wait = { block: 2000, byte: 500, eot: 500, ack: 500, enquiry: 1000, unheard: 8000 } as const
const enquiries = 5
const blockTries = 10
const passwordLength = 2
const defaultLateMs = 10_000
/**
 * 47h, whose reply three clients of four do not wait for (protocol 12): it is offered once and late, to one that is still there by
 * its T5 of ten seconds. The others have asked for the next thing by then.
 */
const seldomHeard: ReadonlySet<string> = new Set(['47'])

type State =
  | { readonly at: 'idle' }
  /** ENQ was answered, a block is to come. */
  | { readonly at: 'block'; readonly bad: number }
  | { readonly at: 'receiving'; readonly bad: number }
  /** A good block was acknowledged; it is executed at EOT or when none comes. */
  | { readonly at: 'eot'; readonly body: Uint8Array }
  /** `asked`: the host sent ENQ meanwhile and waits for the answer. */
  | { readonly at: 'busy'; readonly command: string; readonly asked: boolean }
  /** A reply that the host may not want: its next ENQ tells. */
  | { readonly at: 'held' }
  /** A reply waits for the host to answer our ENQ; `refused`: the host sent one of its own instead. */
  | {
      readonly at: 'enquiry'
      readonly reply: Uint8Array
      readonly command: string
      readonly tries: number
      readonly refused: boolean
    }
  | { readonly at: 'sent'; readonly reply: Uint8Array; readonly command: string; readonly tries: number }

export interface V2EndpointOptions {
  readonly clock: Clock
  readonly log: Log
  readonly faults: FaultBox
  /** Runs a command to its reply; rejects when the power went. */
  readonly execute: (body: Uint8Array) => Promise<Executed>
}

/** The handshake of lower level v2, device side (protocol 1.4 to 1.6). It lives as long as the power, over connections. */
export class V2Endpoint implements Endpoint {
  readonly #options: V2EndpointOptions
  readonly #block = new BlockReceiver(maxRequestLength)
  #state: State = { at: 'idle' }
  #send: ((bytes: Uint8Array) => void) | undefined
  #cancel: () => void = () => undefined
  #dead: boolean = false

  constructor(options: V2EndpointOptions) {
    this.#options = options
  }

  connect(send: (bytes: Uint8Array) => void): void {
    this.#send = send
  }

  close(): void {
    this.#send = undefined
    if (this.#state.at === 'block' || this.#state.at === 'receiving') this.#go({ at: 'idle' })
  }

  powerOff(): void {
    this.#dead = true
    this.#cancel()
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) if (!this.#dead) this.#byte(byte)
  }

  #put(...bytes: number[]): void {
    this.#send?.(Uint8Array.from(bytes))
  }

  #go(state: State, ms?: number, late?: () => void): void {
    this.#cancel()
    this.#state = state
    this.#cancel = ms === undefined || late === undefined ? () => undefined : this.#options.clock.after(ms, late)
  }

  readonly #toIdle = (): void => this.#go({ at: 'idle' })

  #byte(byte: number): void {
    const state = this.#state
    switch (state.at) {
      case 'idle':
        if (byte === control.enq) this.#enquired()
        return
      case 'block':
        if (byte === control.stx) this.#begin(state.bad)
        else if (byte === control.enq) this.#put(control.ack)
        else if (byte === control.eot) this.#toIdle()
        return
      case 'receiving':
        this.#blockByte(byte, state.bad)
        return
      case 'eot':
        if (byte === control.eot) this.#run(state.body)
        // The host did not see our ACK and sends the block again: it is the same command.
        else if (byte === control.stx) this.#begin(0)
        return
      case 'busy':
        // A host that asks behind 47h expects to be listened to: NAK is nothing that such a one knows.
        if (byte === control.enq && seldomHeard.has(state.command)) this.#state = { ...state, asked: true }
        else if (byte === control.enq) this.#put(control.nak)
        return
      case 'held':
        if (byte === control.enq) this.#enquired()
        return
      case 'enquiry':
        if (byte === control.ack) this.#reply({ ...state, tries: 0 })
        else if (byte === control.enq) this.#collide(state)
        return
      case 'sent':
        if (byte === control.ack) this.#acknowledged(state)
        else if (byte === control.nak) this.#reply(state)
        return
    }
  }

  /** Both want the line: the host gives way (protocol 1.4). One that asks again does not want the reply: then we do. */
  #collide(state: Extract<State, { at: 'enquiry' }>): void {
    if (state.refused || seldomHeard.has(state.command)) {
      this.#options.log.debug({ command: state.command }, 'nobody wants the reply')
      this.#enquired()
      return
    }
    this.#state = { ...state, refused: true }
    this.#put(control.enq)
  }

  #enquired(): void {
    const { faults } = this.#options
    if (faults.take(['nak-busy']) !== undefined) {
      this.#put(control.nak)
    } else if (faults.take(['enq-collision']) !== undefined) {
      this.#put(control.enq)
    } else {
      this.#go({ at: 'block', bad: 0 }, wait.block, this.#toIdle)
      this.#put(control.ack)
    }
  }

  #begin(bad: number): void {
    this.#block.reset()
    this.#go({ at: 'receiving', bad }, wait.byte, () => this.#refuse(bad))
  }

  #blockByte(byte: number, bad: number): void {
    const event = this.#block.push(byte)
    if (event === undefined) {
      this.#go({ at: 'receiving', bad }, wait.byte, () => this.#refuse(bad))
    } else if (event.kind === 'block') {
      this.#received(event.data, bad)
    } else {
      this.#refuse(bad)
    }
  }

  #refuse(bad: number): void {
    if (bad + 1 >= blockTries) {
      this.#toIdle()
      return
    }
    this.#go({ at: 'block', bad: bad + 1 }, wait.block, this.#toIdle)
    this.#put(control.nak)
  }

  #received(body: Uint8Array, bad: number): void {
    const { faults } = this.#options
    const occasion = { command: codeOf(body.subarray(passwordLength)) }
    if (faults.take(['corrupt-request'], occasion) !== undefined) {
      this.#refuse(bad)
    } else if (faults.take(['drop-request'], occasion) !== undefined) {
      this.#go({ at: 'block', bad }, wait.block, this.#toIdle)
    } else {
      this.#go({ at: 'eot', body }, wait.eot, () => this.#run(body))
      this.#put(control.ack)
      // The line brought the block twice: it is the same command, acknowledged twice.
      if (faults.take(['duplicate-request'], occasion) !== undefined) this.#put(control.ack)
    }
  }

  #run(body: Uint8Array): void {
    const command = codeOf(body.subarray(passwordLength))
    this.#go({ at: 'busy', command, asked: false })
    this.#options.execute(body).then(
      ({ reply }) => {
        if (!this.#dead) this.#executed(reply, command)
      },
      // The power went: nobody is there to answer.
      () => undefined,
    )
  }

  #executed(reply: Uint8Array, command: string): void {
    const { faults } = this.#options
    if (faults.take(['drop-reply', 'drop-async'], { command }) !== undefined) {
      this.#toIdle()
      return
    }
    const late = faults.take(['late-async'], { command })
    const first = seldomHeard.has(command) ? enquiries - 1 : 0
    const enquire = (): void => this.#enquire(reply, command, first)
    const asked = this.#state.at === 'busy' && this.#state.asked
    if (late !== undefined) this.#go({ at: 'busy', command, asked: false }, late.value ?? defaultLateMs, enquire)
    else if (asked) this.#enquired()
    else if (first > 0) this.#go({ at: 'held' }, wait.unheard, enquire)
    else enquire()
  }

  /** The host has the reply. `duplicate-reply`: we did not hear it. `duplicate-async`: we forget it, and offer the reply anew. */
  #acknowledged(state: Extract<State, { at: 'sent' }>): void {
    const { faults } = this.#options
    if (faults.take(['duplicate-reply'], state) !== undefined) {
      this.#reply(state)
      return
    }
    this.#put(control.eot)
    if (faults.take(['duplicate-async'], state) === undefined) this.#toIdle()
    else this.#enquire(state.reply, state.command, 0)
  }

  #enquire(reply: Uint8Array, command: string, tries: number): void {
    if (tries >= enquiries) {
      this.#toIdle()
      return
    }
    const again = (): void => this.#enquire(reply, command, tries + 1)
    this.#go({ at: 'enquiry', reply, command, tries, refused: false }, wait.enquiry, again)
    this.#put(control.enq)
  }

  #reply({ reply, command, tries }: Extract<State, { at: 'enquiry' | 'sent' }>): void {
    if (tries >= blockTries) {
      this.#put(control.eot)
      this.#toIdle()
      return
    }
    const next = { at: 'sent', reply, command, tries: tries + 1 } as const
    this.#go(next, wait.ack + reply.length, () => this.#reply(next))
    const block = encodeBlock(reply, maxReplyLength)
    if (this.#options.faults.take(['bad-crc', 'corrupt-reply', 'corrupt-async'], { command }) !== undefined) {
      block[block.length - 1] = (block[block.length - 1] ?? 0) ^ 0x40
    }
    this.#put(...block)
  }
}
