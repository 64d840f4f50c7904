/** Host side of lower level v2 (protocol 1). Replies carry no number: only order tells which command they answer. */
import { hex, LayoutError } from '../../bytes.ts'
import { type Clock, sleep } from '../../clock.ts'
import { type Log, silentLog } from '../../log.ts'
import type { Link } from '../../transport/link.ts'
import { control, encodeBlock } from '../frame/v2.ts'
import { ByteLine, LineDown } from './byte-line.ts'
import { isErrorReply } from './error-reply.ts'
import {
  accessPassword,
  checkSignal,
  type Exchange,
  ExchangeError,
  handedOver,
  type Task,
  TaskFailed,
} from './exchange.ts'
import { Turn } from './turn.ts'
import { awaitEnq, receiveReply } from './v2-receive.ts'
import { askReady, makeReady, sendBlock } from './v2-send.ts'
import { v2Timing, v2Tries } from './v2-timing.ts'

export interface V2Options {
  readonly link: Link
  readonly clock: Clock
  readonly log?: Log
  /** How long `fence` waits for a register that is still busy, ms. */
  readonly fenceMs?: number
}

export class V2Exchange implements Exchange {
  readonly #line: ByteLine
  readonly #clock: Clock
  readonly #log: Log
  readonly #fenceMs: number
  readonly #turn = new Turn()
  /** A reply may still come that belongs to an earlier command: it must not be taken for the next one's. */
  #replyOwed: boolean = true

  constructor(options: V2Options) {
    this.#clock = options.clock
    this.#log = options.log ?? silentLog
    this.#line = new ByteLine(options.link, options.clock, this.#log)
    this.#fenceMs = options.fenceMs ?? 60_000
  }

  transact(task: Task, options: { closing?: boolean; signal?: AbortSignal } = {}): Promise<Uint8Array> {
    return this.#turn.take(() => this.#transact(task, options.signal))
  }

  series(
    tasks: readonly (Task & { readonly needReply?: boolean })[],
    signal?: AbortSignal,
  ): Promise<(Uint8Array | undefined)[]> {
    return this.#turn.take(async () => {
      const replies: (Uint8Array | undefined)[] = []
      for (const [index, task] of tasks.entries()) {
        const reply = await this.#transact(task, signal).catch((error: unknown) => {
          throw index > 0 ? handedOver(error) : error
        })
        if (task.ignoreError !== true && isErrorReply(task.request, reply)) {
          throw new TaskFailed(index, task, reply, replies)
        }
        replies.push(task.needReply === true ? reply : undefined)
      }
      return replies
    })
  }

  fence(signal?: AbortSignal): Promise<void> {
    return this.#turn.take(() => this.#guarded(true, () => this.#fence(signal)))
  }

  close(): void {
    this.#line.close()
  }

  async #transact(task: Task, signal: AbortSignal | undefined): Promise<Uint8Array> {
    checkSignal(signal)
    const block = this.#encode(task)
    await this.#guarded(false, async () => {
      if (this.#replyOwed) await this.#fence(signal)
      await makeReady(this.#line, this.#clock, (reply) => this.#dropped(reply))
    })
    return this.#guarded(true, () => this.#execute(task, block))
  }

  async #execute(task: Task, block: Uint8Array): Promise<Uint8Array> {
    const sent = await sendBlock(this.#line, block, task.effect)
    this.#replyOwed = true
    if (sent !== 'replying' && !(await awaitEnq(this.#line, this.#clock, this.#clock.monotonic() + task.timeoutMs))) {
      throw new ExchangeError('TIMEOUT', true, `no reply to ${task.name}`)
    }
    const reply = await receiveReply(this.#line, this.#clock)
    if (reply === undefined) throw new ExchangeError('TIMEOUT', true, `the reply to ${task.name} did not come across`)
    this.#replyOwed = false
    return reply
  }

  /** Accepts and throws away what is pending, waits until the register is neither busy nor talking. */
  async #fence(signal: AbortSignal | undefined): Promise<void> {
    const deadline = this.#clock.monotonic() + this.#fenceMs
    let silent = 0
    for (;;) {
      checkSignal(signal)
      // Where nothing is owed, the register says so at once; silence has its turn after that.
      if (this.#replyOwed) await this.#drain(deadline)
      const readiness = await askReady(this.#line)
      switch (readiness) {
        case 'ready':
          // We only asked: EOT takes it back.
          this.#line.send(control.eot)
          await this.#drain(deadline)
          this.#replyOwed = false
          return
        case 'pending':
          await this.#accept()
          break
        case 'silent':
          if (++silent < v2Tries.enq) break
          this.#line.send(control.eot)
          throw new ExchangeError('TIMEOUT', true, 'the register does not answer')
        case 'busy':
          await sleep(this.#clock, v2Timing.busy)
          break
        case 'garbage':
          break
      }
      if (this.#clock.monotonic() >= deadline) throw new ExchangeError('BUSY', true, 'the register stays busy')
    }
  }

  /** Until nothing has come for T1. */
  async #drain(deadline: number): Promise<void> {
    for (;;) {
      const byte = await this.#line.next(v2Timing.enqAnswer)
      if (byte === undefined) return
      if (byte === control.enq) await this.#accept()
      if (this.#clock.monotonic() >= deadline)
        throw new ExchangeError('PROTOCOL', true, 'the line does not fall silent')
    }
  }

  async #accept(): Promise<void> {
    const reply = await receiveReply(this.#line, this.#clock)
    if (reply !== undefined) this.#dropped(reply)
  }

  #dropped(reply: Uint8Array): void {
    this.#log.warn({ reply: hex(reply) }, 'late reply dropped')
  }

  #encode(task: Task): Uint8Array {
    try {
      return encodeBlock(Uint8Array.of(...accessPassword, ...task.request))
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error
      throw new ExchangeError('PROTOCOL', false, `${task.name}: ${error.message}`, { cause: error })
    }
  }

  /** A lost link as ExchangeError; before the block left, no failure has handed anything over. */
  async #guarded<T>(sent: boolean, action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (error) {
      if (error instanceof LineDown) throw new ExchangeError('LINK_LOST', sent, error.message, { cause: error.reason })
      if (sent || !(error instanceof ExchangeError)) throw error
      throw new ExchangeError(error.code, false, error.message, { cause: error })
    }
  }
}
