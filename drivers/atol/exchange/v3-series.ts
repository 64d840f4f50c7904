/** A series of tasks through the task buffer of v3: added ahead of their execution, errors attributed to the right one. */
import { isErrorReply } from './error-reply.ts'
import { ExchangeError, type Task, TaskFailed } from './exchange.ts'
import type { Packet } from './v3-channel.ts'
import { judgeAdded, type TaskOutcome, type TaskQueue } from './v3-queue.ts'

export type SeriesTask = Task & { readonly needReply?: boolean }

export interface SeriesLimits {
  /** Packets without their synchronous answer; 1 = each is waited for. */
  readonly window: number
  /** Tasks added ahead of those known to be finished: what the register's buffer must hold. */
  readonly depth: number
}

/** Reqs in a row without any answer after which a series is given up, however long its commands may take. */
const maxSilent = 3

/** The windowed series met trouble and cannot tell what was taken: cancel, start over, one packet at a time. */
export class SeriesBroken extends ExchangeError {
  constructor(message: string) {
    super('PROTOCOL', true, message)
  }
}

export class Series {
  readonly #queue: TaskQueue
  readonly #tasks: readonly SeriesTask[]
  readonly #limits: SeriesLimits
  readonly #ids: number[] = []
  readonly #replies: (Uint8Array | undefined)[]
  /** Added, but the synchronous answer is not there yet. */
  readonly #unanswered: { readonly packet: Packet; readonly index: number }[] = []
  /** Tasks before this one are known to be finished. */
  #finished: number = 0
  /** Replies that came as the answer to Add or Req. */
  readonly #direct = new Map<number, TaskOutcome & { kind: 'result' | 'error' }>()

  constructor(queue: TaskQueue, tasks: readonly SeriesTask[], limits: SeriesLimits) {
    this.#queue = queue
    this.#tasks = tasks
    this.#limits = limits
    this.#replies = tasks.map(() => undefined)
  }

  /** Throws TaskFailed, or ExchangeError: `handedOver` is false only if nothing of the series can have been taken. */
  async run(signal?: AbortSignal): Promise<(Uint8Array | undefined)[]> {
    for (let index = 0; index < this.#tasks.length; index++) {
      if (signal?.aborted === true)
        throw new ExchangeError('ABORTED', index > 0, 'stopped between two tasks of a series')
      while (index - this.#finished >= this.#limits.depth) await this.#settleNext()
      try {
        await (this.#limits.window > 1 ? this.#addAhead(index) : this.#addOne(index))
      } catch (error) {
        if (!(error instanceof ExchangeError) || error.handedOver || index === 0) throw error
        throw new ExchangeError(error.code, true, error.message, { cause: error })
      }
    }
    await this.#answered(0)
    while (this.#finished < this.#tasks.length) await this.#settleNext()
    return this.#replies
  }

  #task(index: number): SeriesTask {
    return this.#tasks[index] as SeriesTask
  }

  #id(index: number): number {
    return this.#ids[index] as number
  }

  /** Where a reply is wanted, at the end, and now and then, so that it is known how far the register is. */
  #needsResult(index: number): boolean {
    const checkpoint = Math.max(1, Math.floor(this.#limits.depth / 3))
    return this.#task(index).needReply === true || index === this.#tasks.length - 1 || (index + 1) % checkpoint === 0
  }

  /** The time that tasks up to this one may take by the table (T5). */
  #deadline(index: number): number {
    let ms = 0
    for (let at = this.#finished; at <= index; at++) ms += this.#task(at).timeoutMs
    return this.#queue.clock.monotonic() + ms
  }

  async #addOne(index: number): Promise<void> {
    const id = this.#queue.ids.take()
    this.#ids.push(id)
    const added = await this.#queue.add(this.#task(index), id, this.#needsResult(index), this.#deadline(index))
    switch (added.kind) {
      case 'queued':
        return this.#checkFailure()
      case 'silence':
        return this.#afterSilence(index)
      default:
        return this.#finishedAtOnce(index, added)
    }
  }

  /** The answer to an Add did not come: Req tells whether the register has the task. It is never added again (promise, rule 4). */
  async #afterSilence(index: number): Promise<void> {
    for (let tried = 0; tried < maxSilent; tried++) {
      const answer = await this.#queue.ask(this.#id(index))
      if (answer === undefined) continue
      const known = judgeAdded(answer)
      if (known === 'overflow' || known.kind === 'refused') break
      if (known.kind !== 'queued') await this.#finishedAtOnce(index, known)
      return
    }
    throw new ExchangeError('TIMEOUT', true, `no answer to ${this.#task(index).name}`)
  }

  async #addAhead(index: number): Promise<void> {
    const id = this.#queue.ids.take()
    this.#ids.push(id)
    const packet = this.#queue.post(this.#task(index), id, this.#needsResult(index), 'break')
    this.#unanswered.push({ packet, index })
    await this.#answered(this.#limits.window - 1)
  }

  /** Waits until at most `limit` packets have no synchronous answer. */
  async #answered(limit: number): Promise<void> {
    const broken = (): boolean => this.#unanswered.some(({ packet }) => packet.broken)
    while (this.#unanswered.length > limit || this.#unanswered[0]?.packet.answer !== undefined) {
      const { packet, index } = this.#unanswered[0] as { packet: Packet; index: number }
      const answer = await this.#queue.channel.answer(packet, this.#queue.timing.answerMs, broken)
      if (answer === undefined) {
        throw new SeriesBroken(
          broken() ? 'a packet of the series was damaged' : `no answer to ${this.#task(index).name}`,
        )
      }
      this.#unanswered.shift()
      const added = judgeAdded(answer)
      if (added === 'overflow') throw new SeriesBroken('the task buffer is full')
      if (added.kind !== 'queued') await this.#finishedAtOnce(index, added)
      await this.#checkFailure()
    }
  }

  async #finishedAtOnce(index: number, added: Exclude<ReturnType<typeof judgeAdded>, string>): Promise<void> {
    switch (added.kind) {
      case 'result':
      case 'error':
        this.#direct.set(index, { kind: added.kind, reply: added.reply })
        return this.#checkFailure()
      case 'stopped':
        return this.#locateFailure(index)
      case 'queued':
        return
      case 'silence':
      case 'refused':
      case 'not-found':
        throw new SeriesBroken(`${this.#task(index).name} was not taken`)
    }
  }

  #failed(index: number, outcome: TaskOutcome): outcome is TaskOutcome & { kind: 'result' | 'error' } {
    if (outcome.kind !== 'result' && outcome.kind !== 'error') return false
    const task = this.#task(index)
    return task.ignoreError !== true && (outcome.kind === 'error' || isErrorReply(task.request, outcome.reply))
  }

  #known(index: number): (TaskOutcome & { kind: 'result' | 'error' }) | undefined {
    return this.#direct.get(index) ?? this.#queue.arrived.get(this.#id(index))
  }

  #firstFailure(): number | undefined {
    for (let index = this.#finished; index < this.#ids.length; index++) {
      const known = this.#known(index)
      if (known !== undefined && this.#failed(index, known)) return index
    }
    return undefined
  }

  async #checkFailure(): Promise<void> {
    const index = this.#firstFailure()
    // An earlier Add that was refused (B1, A5) makes later tasks fail that are not to blame: its answer comes first.
    const unanswered = this.#unanswered[0]
    if (index === undefined || (unanswered !== undefined && unanswered.index < index)) return
    await this.#fail(index, (this.#known(index) as { reply: Uint8Array }).reply)
  }

  /** The task was stopped, so an earlier one failed, and its A7 may have been lost: it still answers a Req. */
  async #locateFailure(stopped: number): Promise<never> {
    for (let index = this.#finished; index < stopped; index++) {
      const known = this.#known(index) ?? (await this.#queue.outcome(this.#id(index), this.#soon(index)))
      if (this.#failed(index, known)) await this.#fail(index, known.reply)
    }
    throw new ExchangeError('PROTOCOL', true, `${this.#task(stopped).name} was stopped, but nothing before it failed`)
  }

  #soon(index: number): { deadline: number; maxSilent: number; askNow: boolean } {
    return { deadline: this.#deadline(index), maxSilent, askNow: true }
  }

  async #fail(index: number, reply: Uint8Array): Promise<never> {
    for (let before = this.#finished; before < index; before++) {
      if (this.#task(before).needReply !== true) continue
      const known = this.#known(before) ?? (await this.#queue.outcome(this.#id(before), this.#soon(before)))
      if (known.kind === 'result' || known.kind === 'error') this.#replies[before] = known.reply
    }
    throw new TaskFailed(index, this.#task(index), reply, this.#replies.slice(0, index))
  }

  /** Waits for the next task whose result was asked for; those before it are then finished too, since tasks run in order. */
  async #settleNext(): Promise<void> {
    let index = this.#finished
    while (!this.#needsResult(index)) index++
    const until = (): boolean =>
      this.#firstFailure() !== undefined || this.#unanswered.some(({ packet }) => packet.broken)
    const outcome =
      this.#direct.get(index) ??
      (await this.#queue.outcome(this.#id(index), { deadline: this.#deadline(index), maxSilent, until }))
    if (outcome.kind === 'result' || outcome.kind === 'error') this.#direct.set(index, outcome)
    await this.#checkFailure()
    switch (outcome.kind) {
      case 'result':
      case 'error':
        this.#consume(index, outcome.reply)
        return
      case 'stopped':
        return this.#locateFailure(index)
      case 'interrupted':
        throw new SeriesBroken('a packet of the series was damaged')
      case 'not-found':
        throw new ExchangeError('PROTOCOL', true, `the register lost ${this.#task(index).name}`)
      case 'silence':
        throw new ExchangeError('TIMEOUT', true, `no result of ${this.#task(index).name}`)
    }
  }

  #consume(upTo: number, reply: Uint8Array): void {
    if (this.#task(upTo).needReply === true) this.#replies[upTo] = reply
    for (; this.#finished <= upTo; this.#finished++) {
      const id = this.#id(this.#finished)
      // Besides a wanted result, an error that is ignored is kept by the register until it is acknowledged.
      if (this.#finished === upTo || this.#known(this.#finished) !== undefined) this.#queue.ack(id)
      else this.#queue.forget(id)
    }
  }
}
