import {
  type AckAddAnswer,
  type DeviceMessage,
  type HostMessage,
  lastTaskId,
  taskFlags,
} from '../atol/frame/task-buffer.ts'
import type { Executed } from './device.ts'

/** `aborted`: it still runs, but its result is not wanted any more. */
type State = 'pending' | 'running' | 'aborted' | 'stopped' | Executed

interface Entry {
  readonly task: number
  readonly flags: number
  readonly body: Uint8Array
  state: State
}

/** A task may cost a few bytes of its own besides its command. */
const overhead = 8
const maxFlags = 0x07

export interface TaskBufferOptions {
  readonly capacity: number
  /** Runs a task to its reply; rejects when the power went. */
  readonly execute: (body: Uint8Array) => Promise<Executed>
  /** Sends an asynchronous result to whoever is connected. */
  readonly notify: (message: DeviceMessage, body: Uint8Array) => void
}

/**
 * The task buffer of lower level v3 (protocol 3), device side: tasks run strictly in the order of Add; an error without
 * IgnoreError stops those after it until Abort. Volatile: it ends with the power, not with a connection.
 */
export class TaskBuffer {
  readonly #options: TaskBufferOptions
  #entries: Entry[] = []
  #stopped: boolean = false
  #running: boolean = false
  #dead: boolean = false

  constructor(options: TaskBufferOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#entries.length
  }

  get bytes(): number {
    return this.#entries.reduce(
      (sum, { body, state }) => sum + overhead + body.length + (typeof state === 'string' ? 0 : state.reply.length),
      0,
    )
  }

  /** Everything is forgotten; a task that runs ends unheard. */
  powerOff(): void {
    this.#dead = true
    this.#entries = []
  }

  /** The synchronous answer to a message. A task begins only after it: the answer goes out first. */
  answer(message: HostMessage): DeviceMessage | AckAddAnswer {
    switch (message.kind) {
      case 'ack-add':
        // Each for itself: that the one is refused says nothing of the other (an assumption, protocol 12).
        return { acknowledged: this.#ack(message.acknowledged), added: this.#add(message) }
      case 'add':
        return this.#add(message)
      case 'ack':
        return this.#ack(message.task)
      case 'req':
        return this.#req(message.task)
      case 'abort':
        return this.#abort()
    }
  }

  /** Goes on with the next task, if none runs. Called after an answer has been sent. */
  proceed(): void {
    const next = this.#entries.find((entry) => entry.state === 'pending')
    if (this.#running || this.#dead || next === undefined) return
    this.#running = true
    next.state = 'running'
    this.#run(next)
  }

  #run(entry: Entry): void {
    this.#options.execute(entry.body).then(
      (executed) => {
        this.#running = false
        if (this.#dead) return
        this.#finish(entry, executed)
        this.proceed()
      },
      () => {
        // The power went: nobody is there to answer.
        this.#running = false
      },
    )
  }

  #finish(entry: Entry, executed: Executed): void {
    const { reply, error } = executed
    // What it did stands, its result is gone.
    if (entry.state === 'aborted') {
      this.#entries = this.#entries.filter((one) => one !== entry)
      return
    }
    entry.state = executed
    if (error && (entry.flags & taskFlags.ignoreError) === 0) this.#stop()
    const wanted = (entry.flags & taskFlags.needResult) !== 0
    if (error) this.#options.notify({ kind: 'async-error', task: entry.task, reply }, entry.body)
    else if (wanted) this.#options.notify({ kind: 'async-result', task: entry.task, reply }, entry.body)
    else this.#entries = this.#entries.filter((one) => one !== entry)
  }

  #stop(): void {
    this.#stopped = true
    for (const entry of this.#entries) if (entry.state === 'pending') entry.state = 'stopped'
  }

  /** A task that runs cannot be stopped: it is named, and asked about by a further Abort (protocol 12). */
  #abort(): DeviceMessage {
    this.#stopped = false
    const running = this.#entries.find(({ state }) => state === 'running' || state === 'aborted')
    this.#entries = running === undefined ? [] : [running]
    if (running === undefined) return { kind: 'result', reply: new Uint8Array(0) }
    running.state = 'aborted'
    return { kind: 'in-progress', task: running.task }
  }

  #add({ flags, task, body }: Pick<Extract<HostMessage, { kind: 'add' }>, 'flags' | 'task' | 'body'>): DeviceMessage {
    if (flags > maxFlags) return { kind: 'illegal-value', parameter: 0 }
    if (task > lastTaskId) return { kind: 'illegal-value', parameter: 1 }
    if (this.#entries.some((entry) => entry.task === task)) return { kind: 'already-exists' }
    if (this.#stopped) return { kind: 'stopped', task }
    if (this.bytes + overhead + body.length > this.#options.capacity) return { kind: 'overflow' }
    const idle = !this.#running && !this.#entries.some((entry) => entry.state === 'pending')
    this.#entries.push({ task, flags, body: Uint8Array.from(body), state: 'pending' })
    return { kind: idle ? 'in-progress' : 'pending' }
  }

  #ack(task: number): DeviceMessage {
    const entry = this.#entries.find((one) => one.task === task)
    if (entry === undefined) return { kind: 'not-found' }
    if (typeof entry.state === 'string') return this.#stateOf(entry)
    this.#entries = this.#entries.filter((one) => one !== entry)
    return { kind: 'result', reply: new Uint8Array(0) }
  }

  #req(task: number): DeviceMessage {
    const entry = this.#entries.find((one) => one.task === task)
    return entry === undefined ? { kind: 'not-found' } : this.#stateOf(entry)
  }

  #stateOf({ task, state }: Entry): DeviceMessage {
    switch (state) {
      case 'pending':
        return { kind: 'pending' }
      case 'running':
      case 'aborted':
        return { kind: 'in-progress' }
      case 'stopped':
        return { kind: 'stopped', task }
      default:
        return { kind: state.error ? 'error' : 'result', reply: state.reply }
    }
  }
}
