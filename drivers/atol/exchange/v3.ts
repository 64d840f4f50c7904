/** Host side of lower level v3 (protocol 2 and 3). */
import type { Clock } from '../../clock.ts'
import { type Log, silentLog } from '../../log.ts'
import type { Link } from '../../transport/link.ts'
import { checkSignal, type Exchange, ExchangeError, type Task } from './exchange.ts'
import { Turn } from './turn.ts'
import { type TaskOutcome, TaskQueue, type V3Timing } from './v3-queue.ts'
import { Series, SeriesBroken, type SeriesTask } from './v3-series.ts'
import { closingTaskId } from './v3-task-ids.ts'

export interface V3Options {
  readonly link: Link
  readonly clock: Clock
  readonly log?: Log
  /** Packets of a series that may be without their synchronous answer; with 1 each is waited for. */
  readonly window?: number
  /** Tasks in the register's buffer ahead of execution. */
  readonly depth?: number
  readonly timing?: Partial<V3Timing>
  /** How long `fence` waits for a command that is still being executed, ms: closing a receipt and printing it. */
  readonly fenceMs?: number
  /** How long the line must be quiet to count as silent, ms. */
  readonly quietMs?: number
}

const defaultTiming: V3Timing = { answerMs: 2000, pollMs: 1000, backPressureMs: 50 }
const readTries = 3
const fenceTries = 3
/** Ids whose Ack was never confirmed are got back by an Abort at a moment when nothing is in the buffer. */
const maxUnconfirmed = 64
/** A line that is never quiet is not talking to us. */
const maxNoiseMs = 5000

export class V3Exchange implements Exchange {
  readonly #queue: TaskQueue
  readonly #turn = new Turn()
  readonly #depth: number
  readonly #fenceMs: number
  readonly #quietMs: number
  /** Falls to 1 for the rest of the session when a windowed series broke. */
  #window: number
  /** A late result of an earlier closing command may come under the same id: believe only Req. */
  #closingInDoubt: boolean = true
  /** A task of this session whose end was not seen. */
  #unfinished: number | undefined

  constructor(options: V3Options) {
    const timing = { ...defaultTiming, ...options.timing }
    this.#queue = new TaskQueue(options.link, options.clock, options.log ?? silentLog, timing)
    this.#window = options.window ?? 8
    this.#depth = options.depth ?? 24
    this.#fenceMs = options.fenceMs ?? 60_000
    this.#quietMs = options.quietMs ?? 100
  }

  transact(task: Task, options: { closing?: boolean; signal?: AbortSignal } = {}): Promise<Uint8Array> {
    return this.#turn.take(async () => {
      await this.#ready(options.signal)
      return options.closing === true ? this.#close(task) : this.#single(task)
    })
  }

  series(tasks: readonly SeriesTask[], signal?: AbortSignal): Promise<(Uint8Array | undefined)[]> {
    return this.#turn.take(async () => {
      if (tasks.length === 0) return []
      await this.#ready(signal)
      try {
        return await new Series(this.#queue, tasks, { window: this.#window, depth: this.#depth }).run(signal)
      } catch (error) {
        if (error instanceof SeriesBroken && this.#window > 1) {
          this.#queue.log.warn({ reason: error.message }, 'series broken: one packet at a time from now on')
          this.#window = 1
        }
        await this.#abortQuietly()
        throw error
      }
    })
  }

  fence(signal?: AbortSignal): Promise<void> {
    return this.#turn.take(async () => {
      const asked = this.#unfinished === undefined ? [closingTaskId] : [closingTaskId, this.#unfinished]
      for (const id of asked) await this.#waitOut(id, signal)
      await this.#empty(signal)
      await this.#silence()
      this.#unfinished = undefined
      this.#closingInDoubt = true
    })
  }

  close(): void {
    this.#queue.channel.close()
  }

  async #ready(signal: AbortSignal | undefined): Promise<void> {
    checkSignal(signal)
    const crowded = this.#unfinished === undefined && this.#queue.ids.takenCount >= maxUnconfirmed
    if (!this.#queue.needsAbort && !crowded) return
    const left = await this.#queue.abort().catch((error: unknown) => Promise.reject(notHandedOver(error)))
    if (left !== 'empty') throw notEmpty(left, false)
  }

  async #single(task: Task): Promise<Uint8Array> {
    return (await this.#finish(task)).reply
  }

  /** Runs one task to its end. A read may be added again; a write only if the register said that it did not take it. */
  async #finish(task: Task): Promise<TaskOutcome & { kind: 'result' | 'error' }> {
    let last: TaskOutcome | undefined
    for (let tried = 0; tried < readTries; tried++) {
      const id = this.#queue.ids.take()
      last = await this.#execute(task, id)
      if (last.kind === 'result' || last.kind === 'error') {
        await this.#done(task, id, last.kind)
        return last
      }
      if (last.kind === 'stopped') {
        // The register says itself that it did not execute it: an error before us had stopped the queue.
        if ((await this.#queue.abort()) !== 'empty') break
      } else if (task.effect === 'write' || last.kind !== 'not-found') {
        break
      } else {
        this.#queue.forget(id)
      }
    }
    throw lostTask(task, last)
  }

  async #close(task: Task): Promise<Uint8Array> {
    if (this.#unfinished === closingTaskId) {
      throw new ExchangeError('PROTOCOL', false, 'the last closing command is in doubt: fence first')
    }
    if (this.#queue.ids.isTaken(closingTaskId)) {
      await this.#queue.ackNow(closingTaskId).catch((error: unknown) => Promise.reject(notHandedOver(error)))
      if (this.#queue.ids.isTaken(closingTaskId)) {
        throw new ExchangeError('TIMEOUT', false, 'the last closing command could not be acknowledged')
      }
    }
    this.#queue.ids.hold(closingTaskId)
    const confirm = this.#closingInDoubt
    this.#closingInDoubt = true
    const outcome = await this.#execute(task, closingTaskId, confirm)
    if (outcome.kind !== 'result' && outcome.kind !== 'error') throw lostTask(task, outcome)
    this.#closingInDoubt = this.#queue.ids.isHaunted(closingTaskId)
    await this.#done(task, closingTaskId, outcome.kind)
    return outcome.reply
  }

  async #execute(task: Task, id: number, confirm = false): Promise<TaskOutcome> {
    const { clock } = this.#queue
    const added = await this.#queue.add(task, id, true, clock.monotonic() + task.timeoutMs).catch((error: unknown) => {
      if (!(error instanceof ExchangeError && !error.handedOver)) this.#unfinished = id
      throw error
    })
    this.#unfinished = id
    const deadline = clock.monotonic() + task.timeoutMs
    switch (added.kind) {
      case 'queued':
        return this.#queue.outcome(id, { deadline, confirm })
      case 'silence':
        return this.#queue.outcome(id, { deadline, confirm, askNow: true })
      case 'refused':
        throw new ExchangeError('PROTOCOL', true, `Add of ${task.name} was refused`)
      default:
        return added
    }
  }

  async #done(task: Task, id: number, kind: 'result' | 'error'): Promise<void> {
    this.#unfinished = undefined
    if (kind === 'error' && task.ignoreError !== true) await this.#abortQuietly()
    else this.#queue.ack(id)
  }

  /** What the caller has to be told matters more than an Abort that failed: `needsAbort` stays set. */
  async #abortQuietly(): Promise<void> {
    await this.#queue.abort().catch((error: unknown) => {
      this.#queue.log.debug({ err: error }, 'Abort failed')
    })
  }

  /** Aborts until nothing runs any more: a register names the task that it could not stop. */
  async #empty(signal: AbortSignal | undefined): Promise<void> {
    const { clock, timing, channel } = this.#queue
    const deadline = clock.monotonic() + this.#fenceMs
    for (;;) {
      checkSignal(signal)
      const left = await this.#queue.abort()
      if (left === 'empty') return
      if (left === 'silent' || clock.monotonic() >= deadline) throw notEmpty(left, true)
      await channel.changed.wait(timing.pollMs)
    }
  }

  async #waitOut(id: number, signal: AbortSignal | undefined): Promise<void> {
    const { clock, log, timing } = this.#queue
    const deadline = clock.monotonic() + this.#fenceMs
    let silent = 0
    for (;;) {
      checkSignal(signal)
      const answer = await this.#queue.ask(id)
      if (answer === undefined) {
        if (++silent >= fenceTries) throw new ExchangeError('TIMEOUT', true, 'no answer to Req')
        continue
      }
      switch (answer.kind) {
        case 'pending':
        case 'in-progress':
        case 'waiting':
          if (clock.monotonic() >= deadline) throw notEmpty('running', true)
          await this.#queue.channel.changed.wait(timing.pollMs)
          break
        default:
          log.info({ task: id, state: answer.kind }, 'state of our last command, asked behind the fence')
          return
      }
    }
  }

  async #silence(): Promise<void> {
    const { channel, clock } = this.#queue
    const deadline = clock.monotonic() + maxNoiseMs
    let quietSince = clock.monotonic()
    for (;;) {
      quietSince = Math.max(quietSince, channel.lastByteAt)
      const now = clock.monotonic()
      if (now - quietSince >= this.#quietMs) return
      if (now >= deadline) throw new ExchangeError('PROTOCOL', true, 'the line does not fall silent')
      if (channel.lost !== undefined) throw new ExchangeError('LINK_LOST', true, channel.lost.message)
      await channel.changed.wait(quietSince + this.#quietMs - now)
    }
  }
}

const notEmpty = (left: 'running' | 'silent', handedOver: boolean): ExchangeError =>
  left === 'running'
    ? new ExchangeError('BUSY', handedOver, 'a command of ours is still running')
    : new ExchangeError('TIMEOUT', handedOver, 'no answer to Abort')

const notHandedOver = (error: unknown): unknown =>
  error instanceof ExchangeError ? new ExchangeError(error.code, false, error.message, { cause: error }) : error

function lostTask(task: Task, outcome: TaskOutcome | undefined): ExchangeError {
  switch (outcome?.kind) {
    case 'stopped':
      return new ExchangeError('PROTOCOL', true, `the register stopped ${task.name}, though nothing before it failed`)
    case 'not-found':
      return new ExchangeError(
        'TIMEOUT',
        true,
        `the register does not know ${task.name}: never taken, or lost in a restart`,
      )
    default:
      return new ExchangeError('TIMEOUT', true, `no result of ${task.name}`)
  }
}
