/** The register's task buffer as the host works it (protocol 3): Add, Req, Ack, Abort and the results that come unasked. */
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Link } from '../../transport/link.ts'
import { type DeviceMessage, type HostMessage, taskFlags } from '../frame/task-buffer.ts'
import { accessPassword, ExchangeError, type Task } from './exchange.ts'
import { Channel, type Packet, type RepeatPolicy } from './v3-channel.ts'
import { TaskIds } from './v3-task-ids.ts'

export interface V3Timing {
  /** Synchronous answer to any packet, ms (protocol 2.4: between 0.5 and 5 s). */
  readonly answerMs: number
  /** Without a result for so long the task is asked about by Req, ms. */
  readonly pollMs: number
  /** Pause before an Add is repeated that the full buffer refused, ms. */
  readonly backPressureMs: number
}

/** What is known of a task: finished well or with an error, never executed, unknown to the register, or no word in time. */
export type TaskOutcome =
  | { readonly kind: 'result' | 'error'; readonly reply: Uint8Array }
  | { readonly kind: 'stopped' | 'not-found' | 'silence' | 'interrupted' }

export type Added =
  | Exclude<TaskOutcome, { kind: 'interrupted' }>
  | { readonly kind: 'queued' }
  | { readonly kind: 'refused' }

interface Waiting {
  /** Monotonic ms. */
  readonly deadline: number
  /** Reqs in a row without any answer after which it is given up before the deadline. */
  readonly maxSilent?: number
  /** Believe only the answer to a Req: an asynchronous result may be a late one of the same id. */
  readonly confirm?: boolean
  /** Ask at once instead of after `pollMs`. */
  readonly askNow?: boolean
  /** Gives up early. */
  readonly until?: () => boolean
}

const abortTries = 3

export class TaskQueue {
  readonly ids: TaskIds
  readonly channel: Channel
  readonly clock: Clock
  readonly log: Log
  readonly timing: V3Timing
  /** Results that came unasked, by task id. */
  readonly arrived = new Map<number, TaskOutcome & { kind: 'result' | 'error' }>()
  readonly #watched = new Set<number>()
  #askNow: boolean = false
  /** An error stopped the register's queue, or the buffer's content is in doubt: Abort before the next Add. */
  needsAbort: boolean = false

  constructor(link: Link, clock: Clock, log: Log, timing: V3Timing) {
    this.clock = clock
    this.log = log
    this.timing = timing
    this.ids = new TaskIds(Math.floor(clock.now() / 1000))
    this.channel = new Channel(link, clock, log, {
      message: (message) => this.#asynchronous(message),
      damaged: () => {
        this.#askNow = true
      },
      answered: ({ message, answer }) => {
        if (message.kind === 'ack' && isFreed(answer)) this.ids.release(message.task)
      },
    })
  }

  post(task: Task, id: number, needResult: boolean, policy: RepeatPolicy): Packet {
    if (this.#watched.size === 0) this.#askNow = false
    this.#watched.add(id)
    this.arrived.delete(id)
    const flags = (needResult ? taskFlags.needResult : 0) | (task.ignoreError === true ? taskFlags.ignoreError : 0)
    const body = Uint8Array.of(...accessPassword, ...task.request)
    return this.channel.post({ kind: 'add', flags, task: id, body }, policy)
  }

  /**
   * Adds a task and learns whether the register took it. A full buffer is back-pressure: B1 proves that the task was not
   * taken, so it is offered again until `deadline`; then ExchangeError BUSY, not handed over.
   */
  async add(task: Task, id: number, needResult: boolean, deadline: number): Promise<Added> {
    for (;;) {
      const packet = this.post(task, id, needResult, 'serve')
      const added = judgeAdded(await this.channel.answer(packet, this.timing.answerMs))
      if (added !== 'overflow') return added
      if (this.clock.monotonic() >= deadline) {
        this.forget(id)
        throw new ExchangeError('BUSY', false, 'the task buffer stays full')
      }
      await this.channel.changed.wait(this.timing.backPressureMs)
    }
  }

  /** Waits for a task to finish; asks about it when nothing comes. */
  async outcome(id: number, waiting: Waiting): Promise<TaskOutcome> {
    let silent = 0
    let askNow = waiting.askNow ?? false
    let pollAt = this.clock.monotonic() + this.timing.pollMs
    for (;;) {
      const arrived = this.arrived.get(id)
      if (arrived !== undefined && waiting.confirm !== true) return arrived
      if (waiting.until?.() === true) return { kind: 'interrupted' }
      const now = this.clock.monotonic()
      if (askNow || this.#askNow || arrived !== undefined || now >= pollAt || now >= waiting.deadline) {
        askNow = false
        this.#askNow = false
        const answer = await this.ask(id, waiting.until)
        const finished = judgeAsked(answer)
        if (finished !== undefined) {
          if (!this.arrived.has(id)) this.ids.haunt(id)
          return finished
        }
        silent = answer === undefined ? silent + 1 : 0
        if (this.clock.monotonic() >= waiting.deadline || silent >= (waiting.maxSilent ?? Number.POSITIVE_INFINITY)) {
          return this.arrived.get(id) ?? { kind: 'silence' }
        }
        if (arrived !== undefined) this.arrived.delete(id)
        pollAt = this.clock.monotonic() + this.timing.pollMs
        continue
      }
      this.#checkLink()
      await this.channel.changed.wait(Math.min(pollAt, waiting.deadline) - now)
    }
  }

  /** Req: reading, so it may be asked as often as wanted. Undefined = silence. */
  async ask(id: number, until?: () => boolean): Promise<DeviceMessage | undefined> {
    this.#checkLink()
    return this.#request({ kind: 'req', task: id }, until)
  }

  /** The result was consumed: the register may forget it. Costs no round trip; the id stays taken until it is confirmed. */
  ack(id: number): void {
    this.#watched.delete(id)
    this.arrived.delete(id)
    if (this.channel.lost === undefined) this.channel.post({ kind: 'ack', task: id }, 'background')
  }

  /** As `ack`, but waits for the answer. */
  async ackNow(id: number): Promise<void> {
    this.#watched.delete(id)
    this.arrived.delete(id)
    const answer = await this.#request({ kind: 'ack', task: id })
    if (isFreed(answer)) this.ids.release(id)
  }

  /** Finished without anything to acknowledge. */
  forget(id: number): void {
    this.#watched.delete(id)
    this.arrived.delete(id)
    this.ids.release(id)
  }

  /**
   * Empties the register's buffer. `running`: all but a task that is being executed, which goes on (protocol 3.4); the buffer is
   * in doubt until another Abort finds it ended.
   */
  async abort(): Promise<'empty' | 'running' | 'silent'> {
    this.needsAbort = true
    this.channel.forget()
    for (let tried = 0; tried < abortTries; tried++) {
      const answer = await this.#request({ kind: 'abort' })
      if (answer === undefined) continue
      if (answer.kind === 'in-progress' && answer.task !== undefined) return 'running'
      // Whatever result of these was not seen may still be on its way.
      for (const id of this.#watched) if (!this.arrived.has(id)) this.ids.haunt(id)
      this.#watched.clear()
      this.arrived.clear()
      this.channel.forget()
      this.ids.releaseAll()
      this.needsAbort = false
      return 'empty'
    }
    return 'silent'
  }

  async #request(message: HostMessage, until?: () => boolean): Promise<DeviceMessage | undefined> {
    return this.channel.answer(this.channel.post(message, 'serve'), this.timing.answerMs, until)
  }

  #asynchronous(message: DeviceMessage): void {
    switch (message.kind) {
      case 'async-result':
      case 'async-error':
        this.ids.layToRest(message.task)
        if (this.#watched.has(message.task)) {
          const kind = message.kind === 'async-result' ? 'result' : 'error'
          this.arrived.set(message.task, { kind, reply: message.reply })
        } else this.log.warn({ task: message.task }, 'late result ignored')
        return
      case 'stopped':
        this.#askNow = true
        return
      default:
        this.log.warn({ kind: message.kind }, 'asynchronous message ignored')
    }
  }

  /** What is waited for was handed over. */
  #checkLink(): void {
    const { lost } = this.channel
    if (lost !== undefined) throw new ExchangeError('LINK_LOST', true, lost.message, { cause: lost })
  }
}

/** Whether an Ack was confirmed: A3 or A4, by what became of the task, or B3, since it is not known any more (protocol 12). */
const isFreed = (answer: DeviceMessage | undefined): boolean =>
  answer?.kind === 'result' || answer?.kind === 'error' || answer?.kind === 'not-found'

/** The synchronous answer to Add. B2 means that an earlier copy arrived: ids that are still known are never used again. */
export function judgeAdded(answer: DeviceMessage | undefined): Added | 'overflow' {
  switch (answer?.kind) {
    case undefined:
      return { kind: 'silence' }
    case 'pending':
    case 'in-progress':
    case 'waiting':
    case 'already-exists':
      return { kind: 'queued' }
    case 'result':
    case 'error':
      return { kind: answer.kind, reply: answer.reply }
    case 'stopped':
      return { kind: 'stopped' }
    case 'overflow':
      return 'overflow'
    case 'not-found':
    case 'illegal-value':
    case 'async-result':
    case 'async-error':
      return { kind: 'refused' }
  }
}

/** The synchronous answer to Req; undefined while the task is not finished. */
function judgeAsked(answer: DeviceMessage | undefined): TaskOutcome | undefined {
  switch (answer?.kind) {
    case 'result':
    case 'error':
      return { kind: answer.kind, reply: answer.reply }
    case 'stopped':
      return { kind: 'stopped' }
    case 'not-found':
      return { kind: 'not-found' }
    default:
      return undefined
  }
}
