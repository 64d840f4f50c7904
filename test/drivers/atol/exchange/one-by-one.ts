import { type Exchange, ExchangeError, type Task, TaskFailed } from '../../../../drivers/atol/exchange/exchange.ts'
import { type TaskOutcome, TaskQueue } from '../../../../drivers/atol/exchange/v3-queue.ts'
import type { Clock } from '../../../../drivers/clock.ts'
import { silentLog } from '../../../../drivers/log.ts'
import type { Link } from '../../../../drivers/transport/link.ts'

const timing = { answerMs: 2000, pollMs: 1000, backPressureMs: 50 }

/**
 * Lower level v3 as clients of it usually speak: each command is added, waited for and acknowledged by itself. What ours is measured
 * against, on a line without faults.
 */
export class OneByOneExchange implements Exchange {
  readonly #queue: TaskQueue

  constructor(link: Link, clock: Clock) {
    this.#queue = new TaskQueue(link, clock, silentLog, timing)
  }

  async transact(task: Task): Promise<Uint8Array> {
    return (await this.#execute(task)).reply
  }

  async series(tasks: readonly (Task & { readonly needReply?: boolean })[]): Promise<(Uint8Array | undefined)[]> {
    const replies: (Uint8Array | undefined)[] = []
    for (const [index, task] of tasks.entries()) {
      const { kind, reply } = await this.#execute(task)
      if (kind === 'error' && task.ignoreError !== true) throw new TaskFailed(index, task, reply, replies)
      replies.push(task.needReply === true ? reply : undefined)
    }
    return replies
  }

  async fence(): Promise<void> {
    await this.#queue.abort()
  }

  close(): void {
    this.#queue.channel.close()
  }

  async #execute(task: Task): Promise<TaskOutcome & { kind: 'result' | 'error' }> {
    const id = this.#queue.ids.take()
    const deadline = this.#queue.clock.monotonic() + task.timeoutMs
    const added = await this.#queue.add(task, id, true, deadline)
    const outcome = added.kind === 'queued' ? await this.#queue.outcome(id, { deadline }) : added
    if (outcome.kind !== 'result' && outcome.kind !== 'error') {
      throw new ExchangeError('TIMEOUT', true, `${task.name}: ${outcome.kind}`)
    }
    if (outcome.kind === 'error' && task.ignoreError !== true) await this.#queue.abort()
    else await this.#queue.ackNow(id)
    return outcome
  }
}
