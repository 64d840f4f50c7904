import {
  type AckAddAnswer,
  type DeviceMessage,
  decodeHostMessage,
  encodeAckAddAnswer,
  encodeDeviceMessage,
  type HostMessage,
} from '../atol/frame/task-buffer.ts'
import { asyncId, encodePacket, lastHostId, V3Decoder } from '../atol/frame/v3.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { codeOf } from './device.ts'
import type { Endpoint } from './endpoint.ts'
import type { FaultBox, FaultName } from './machine/faults.ts'
import type { TaskBuffer } from './task-buffer.ts'

const passwordLength = 2
const defaultLateMs = 10_000

/** Answers that a fault gives instead of the true one; the message is not acted upon. */
const falseAnswers: Readonly<Partial<Record<FaultName, DeviceMessage>>> = {
  overflow: { kind: 'overflow' },
  'already-exists': { kind: 'already-exists' },
  'not-found': { kind: 'not-found' },
  'illegal-value': { kind: 'illegal-value', parameter: 0 },
  stopped: { kind: 'stopped', task: undefined },
}
const falseNames = Object.keys(falseAnswers) as FaultName[]

export interface V3EndpointOptions {
  readonly clock: Clock
  readonly log: Log
  readonly faults: FaultBox
  readonly buffer: TaskBuffer
  readonly send: (bytes: Uint8Array) => void
}

const commandIn = (message: HostMessage | undefined): string | undefined =>
  message?.kind === 'add' || message?.kind === 'ack-add' ? codeOf(message.body.subarray(passwordLength)) : undefined

/** The same packet with its last byte, the CRC, spoiled; never into a byte that means something else. */
function spoiled(packet: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(packet)
  const last = copy.length - 1
  copy[last] = (copy[last] ?? 0) === 0x55 ? 0x2a : 0x55
  return copy
}

/** Packets of lower level v3, device side (protocol 2, 3): answers, repeat requests, asynchronous results. */
export class V3Endpoint implements Endpoint {
  readonly #options: V3EndpointOptions
  readonly #decoder = new V3Decoder()
  #lastId: number | undefined
  #lastAnswer: Uint8Array | undefined
  #open: boolean = true

  constructor(options: V3EndpointOptions) {
    this.#options = options
  }

  receive(bytes: Uint8Array): void {
    for (const event of this.#decoder.push(bytes)) {
      if (!this.#open) return
      switch (event.kind) {
        case 'frame':
          this.#packet(event.id, event.data)
          break
        case 'corrupt':
          this.#askAgain(event.id)
          break
        case 'noise':
          this.#options.log.trace({ bytes: event.bytes.length }, 'noise')
          break
      }
    }
  }

  close(): void {
    this.#open = false
  }

  /** An asynchronous result or error of a task. */
  notify(message: DeviceMessage, body: Uint8Array): void {
    const { faults, clock } = this.#options
    const occasion = { command: codeOf(body.subarray(passwordLength)) }
    const packet = encodePacket(asyncId, encodeDeviceMessage(message))
    if (faults.take(['drop-async'], occasion) !== undefined) return
    const late = faults.take(['late-async'], occasion)
    if (late !== undefined) {
      clock.after(late.value ?? defaultLateMs, () => this.#send(packet))
      return
    }
    const corrupt = faults.take(['corrupt-async'], occasion) !== undefined
    this.#send(corrupt ? spoiled(packet) : packet)
    if (faults.take(['duplicate-async'], occasion) !== undefined) this.#send(packet)
  }

  #send(bytes: Uint8Array): void {
    if (this.#open) this.#options.send(bytes)
  }

  #askAgain(id: number | undefined): void {
    if (id !== undefined && id <= lastHostId) this.#send(encodePacket(id, new Uint8Array(0)))
  }

  #packet(id: number, data: Uint8Array): void {
    if (id > lastHostId) return
    if (data.length === 0) {
      if (id === this.#lastId && this.#lastAnswer !== undefined) this.#send(this.#lastAnswer)
      return
    }
    const message = decodeHostMessage(data)
    const occasion = { command: commandIn(message) }
    const { faults } = this.#options
    if (faults.take(['drop-request'], occasion) !== undefined) return
    if (faults.take(['corrupt-request'], occasion) !== undefined) {
      this.#askAgain(id)
      return
    }
    const twice = faults.take(['duplicate-request'], occasion) !== undefined
    for (let time = 0; time < (twice ? 2 : 1); time++) {
      const wrong = faults.take(falseNames, occasion)
      this.#answer(id, wrong === undefined ? this.#act(message) : (falseAnswers[wrong.name] as DeviceMessage), occasion)
    }
    this.#options.buffer.proceed()
  }

  #act(message: HostMessage | undefined): DeviceMessage | AckAddAnswer {
    return message === undefined ? { kind: 'illegal-value', parameter: 0 } : this.#options.buffer.answer(message)
  }

  #answer(id: number, answer: DeviceMessage | AckAddAnswer, occasion: { command: string | undefined }): void {
    const { faults } = this.#options
    const packet = encodePacket(id, 'kind' in answer ? encodeDeviceMessage(answer) : encodeAckAddAnswer(answer))
    this.#lastId = id
    this.#lastAnswer = packet
    if (faults.take(['drop-reply'], occasion) !== undefined) return
    const corrupt = faults.take(['corrupt-reply', 'bad-crc'], occasion) !== undefined
    this.#send(corrupt ? spoiled(packet) : packet)
    if (faults.take(['duplicate-reply'], occasion) !== undefined) this.#send(packet)
  }
}
