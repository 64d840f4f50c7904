import {
  type DeviceMessage,
  decodeHostMessage,
  encodeDeviceMessage,
  type HostMessage,
  taskFlags,
} from '../../../../drivers/atol/frame/task-buffer.ts'
import { asyncId, encodePacket, V3Decoder } from '../../../../drivers/atol/frame/v3.ts'
import { fromHex, hex } from '../../../../drivers/bytes.ts'
import type { Link } from '../../../../drivers/transport/link.ts'
import type { VirtualClock } from '../../../virtual-clock.ts'

interface Task {
  readonly id: number
  readonly flags: number
  readonly request: string
  state: 'pending' | 'in-progress' | 'stopped' | 'done'
  reply: Uint8Array
  failed: boolean
}

/** A task buffer as protocol 3.4 draws it, as slow and as faulty as a test wants. */
export class V3Peer {
  readonly executed: string[] = []
  readonly messages: string[] = []
  executeMs = 0
  capacity = 1000
  /** Answers Add with the result itself where it takes no time. */
  direct = false
  /** Ack of a task that failed is answered A4 instead of A3. */
  tellsFailure = false
  /** What a command answers. */
  reply: (request: string) => string = () => '55 00 00'
  /** Judges every message of the host: undefined = as usual, `lost` = never arrived, `repeat` = arrived damaged. */
  incoming: (message: HostMessage, count: number) => undefined | 'lost' | 'repeat' = () => undefined
  /** Whether the host's repeat request arrived damaged, so that it is asked for again itself. */
  againDamaged: (count: number) => boolean = () => false
  /** Judges every packet on its way out; returns what leaves. */
  outgoing: (packet: Uint8Array, message: DeviceMessage, count: number) => Uint8Array[] = (packet) => [packet]
  readonly #link: Link
  readonly #clock: VirtualClock
  readonly #decoder = new V3Decoder()
  readonly #tasks = new Map<number, Task>()
  readonly #sent = new Map<number, Uint8Array>()
  #busy = false
  #received = 0
  #sentCount = 0

  constructor(link: Link, clock: VirtualClock) {
    this.#link = link
    this.#clock = clock
    link.receive((bytes) => {
      for (const event of this.#decoder.push(bytes)) if (event.kind === 'frame') this.#packet(event.id, event.data)
    })
  }

  get held(): number {
    return this.#tasks.size
  }

  restart(): void {
    this.#tasks.clear()
  }

  /** Puts a task into the buffer behind the host's back. */
  plant(id: number, reply: string, state: Task['state'] = 'done'): void {
    this.#tasks.set(id, {
      id,
      flags: 1,
      request: '',
      state,
      reply: fromHex(reply),
      failed: isFailure(fromHex(reply)),
    })
  }

  send(id: number, message: DeviceMessage): void {
    const packet = encodePacket(id, encodeDeviceMessage(message))
    if (id !== asyncId) this.#sent.set(id, packet)
    for (const bytes of this.outgoing(packet, message, this.#sentCount++)) this.#link.send(bytes)
  }

  #packet(id: number, data: Uint8Array): void {
    if (data.length === 0) {
      this.messages.push('again')
      if (this.againDamaged(this.messages.filter((message) => message === 'again').length)) {
        this.#link.send(encodePacket(id, new Uint8Array()))
        return
      }
      const sent = this.#sent.get(id)
      if (sent !== undefined) this.#link.send(sent)
      return
    }
    const message = decodeHostMessage(data)
    if (message === undefined) return
    this.messages.push(message.kind === 'abort' ? 'abort' : `${message.kind} ${message.task}`)
    const fate = this.incoming(message, this.#received++)
    if (fate === 'lost') return
    if (fate === 'repeat') {
      this.#link.send(encodePacket(id, new Uint8Array()))
      return
    }
    this.send(id, this.#answer(message))
    this.#work()
  }

  #answer(message: HostMessage): DeviceMessage {
    switch (message.kind) {
      case 'abort':
        for (const task of this.#tasks.values()) if (task.state !== 'in-progress') this.#tasks.delete(task.id)
        for (const { id } of this.#tasks.values()) return { kind: 'in-progress', task: id }
        return { kind: 'result', reply: new Uint8Array() }
      case 'ack': {
        const failed = this.#tasks.get(message.task)?.failed === true
        if (!this.#tasks.delete(message.task)) return { kind: 'not-found' }
        return { kind: failed && this.tellsFailure ? 'error' : 'result', reply: new Uint8Array() }
      }
      case 'req': {
        const task = this.#tasks.get(message.task)
        return task === undefined ? { kind: 'not-found' } : state(task)
      }
      case 'add':
        return this.#add(message)
      case 'ack-add':
        throw new Error('the driver never sends AckAdd')
    }
  }

  #add({ task: id, flags, body }: HostMessage & { kind: 'add' }): DeviceMessage {
    if (this.#tasks.has(id)) return { kind: 'already-exists' }
    if (this.#tasks.size >= this.capacity) return { kind: 'overflow' }
    const stopped = [...this.#tasks.values()].some((task) => task.state === 'done' && stops(task))
    const task: Task = {
      id,
      flags,
      request: hex(body.subarray(2)),
      state: stopped ? 'stopped' : 'pending',
      reply: new Uint8Array(),
      failed: false,
    }
    this.#tasks.set(id, task)
    if (!this.direct || stopped || this.executeMs > 0) return state(task)
    this.#execute(task)
    return state(task)
  }

  #execute(task: Task): void {
    this.executed.push(task.request)
    task.state = 'done'
    task.reply = fromHex(this.reply(task.request))
    task.failed = isFailure(task.reply)
    if (stops(task)) for (const other of this.#tasks.values()) if (other.state === 'pending') other.state = 'stopped'
    if (!task.failed && (task.flags & taskFlags.needResult) === 0) this.#tasks.delete(task.id)
  }

  #work(): void {
    const task = [...this.#tasks.values()].find((one) => one.state === 'pending')
    if (this.#busy || task === undefined) return
    this.#busy = true
    task.state = 'in-progress'
    this.#clock.after(this.executeMs, () => {
      this.#busy = false
      this.#execute(task)
      if (task.failed || task.flags & taskFlags.needResult) {
        this.send(asyncId, { kind: task.failed ? 'async-error' : 'async-result', task: task.id, reply: task.reply })
      }
      this.#work()
    })
  }
}

const isFailure = (reply: Uint8Array): boolean => reply[0] === 0x55 && reply[1] !== 0

const stops = (task: Task): boolean => task.failed && (task.flags & taskFlags.ignoreError) === 0

function state(task: Task): DeviceMessage {
  switch (task.state) {
    case 'pending':
      return { kind: 'pending' }
    case 'in-progress':
      return { kind: 'in-progress' }
    case 'stopped':
      return { kind: 'stopped', task: task.id }
    case 'done':
      return { kind: task.failed ? 'error' : 'result', reply: task.reply }
  }
}
