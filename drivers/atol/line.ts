import { LayoutError } from '../bytes.ts'
import type { Log } from '../log.ts'
import { type Outcome, RegisterError } from '../register-error.ts'
import { type AnswersOf, type Call, call } from './call.ts'
import type { AnyFields, Values } from './commands/codec.ts'
import { extendedError } from './commands/registers.ts'
import { errorCodes, toRegisterError } from './errors.ts'
import { type Exchange, ExchangeError, type Task, TaskFailed } from './exchange/exchange.ts'

/** The register answered a command with an error code (protocol 6). */
export interface ErrorReply {
  readonly error: number
  readonly values?: undefined
}

/** A question that is refused need not stop what else is asked: no Abort is wanted after it (protocol 3.1, IgnoreError). */
const unstopping = <A extends AnyFields>(call: Call<A>): Call<A> => ({
  ...call,
  task: { ...call.task, ignoreError: true },
})

/**
 * One connection to a register, from the fence that began it to the first doubt: commands with types instead of bytes.
 * A line never comes back: after `broken` the session makes a new one, so that nothing can go on unnoticed after a loss.
 */
export class Line {
  readonly #exchange: Exchange
  readonly #log: Log
  /** Why nothing more may be asked before a fence; undefined while all is well. */
  broken: ExchangeError | undefined

  constructor(exchange: Exchange, log: Log) {
    this.#exchange = exchange
    this.#log = log
  }

  /** The answer, good or refused, for callers that know what a refusal means. Throws RegisterError when there is no answer. */
  async try<A extends AnyFields>(
    call: Call<A>,
    options: { readonly closing?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<{ readonly error: 0; readonly values: Values<A> } | ErrorReply> {
    const reply = await this.#guard(call.task.effect, () =>
      this.#exchange.transact(call.task.effect === 'read' ? unstopping(call).task : call.task, {
        ...(options.closing === true && { closing: true }),
        ...(options.signal !== undefined && { signal: options.signal }),
      }),
    )
    return this.#decode(call, reply)
  }

  /**
   * The error to throw when the register answered a command with an error code: register 55 explains EEh. The outcome says
   * `not-registered`, since a refused command did nothing; after the closing command the caller must say `unknown`.
   */
  async refusal(command: string, code: number): Promise<RegisterError> {
    const plain = toRegisterError(command, code, 'not-registered')
    if (code !== errorCodes.extended) return plain
    try {
      const answer = await this.try(call(extendedError, {}))
      return answer.values === undefined ? plain : toRegisterError(command, code, 'not-registered', answer.values)
    } catch (error) {
      // The caller must hear of the refusal; its text shows that the explanation is missing.
      if (error instanceof RegisterError) return plain
      throw error
    }
  }

  /** The values of a good answer. Throws RegisterError: refused -> outcome `not-registered`, silence after a write -> `unknown`. */
  async ask<A extends AnyFields>(call: Call<A>, signal?: AbortSignal): Promise<Values<A>> {
    const answer = await this.try(call, { signal })
    if (answer.error !== 0) throw await this.refusal(call.task.name, answer.error)
    return answer.values as Values<A>
  }

  /** Asks several things at once, where the lower level can queue them. */
  async askAll<const C extends readonly Call[]>(calls: C, signal?: AbortSignal): Promise<AnswersOf<C>> {
    const { answers, refused } = await this.list(calls, signal)
    if (refused !== undefined) throw await this.refusal(refused.name, refused.error)
    return answers as AnswersOf<C>
  }

  /** The answers up to the first refusal, which is how the listings of the protocol end (DAh). */
  async list<A extends AnyFields>(
    calls: readonly Call<A>[],
    signal?: AbortSignal,
  ): Promise<{ readonly answers: Values<A>[]; readonly refused?: { readonly name: string; readonly error: number } }> {
    const { replies, failed } = await this.#series(calls.map(unstopping), 0, signal)
    const all = failed === undefined ? replies : [...replies, failed.reply]
    const answers: Values<A>[] = []
    for (const [index, reply] of all.entries()) {
      const call = calls[index] as Call<A>
      const answer = this.#decode(call, reply as Uint8Array)
      if (answer.error !== 0) return { answers, refused: { name: call.task.name, error: answer.error } }
      answers.push(answer.values as Values<A>)
    }
    return { answers }
  }

  /** Executes commands whose answers say nothing beyond success. Throws RegisterError for the one that was refused. */
  async run(calls: readonly Call[], signal?: AbortSignal): Promise<void> {
    await this.runThenAsk(calls, [], signal)
  }

  /** The same, and asks `questions` right behind them: what they are answered holds only if every command succeeded. */
  async runThenAsk<const C extends readonly Call[]>(
    calls: readonly Call[],
    questions: C,
    signal?: AbortSignal,
  ): Promise<AnswersOf<C>> {
    const all = [...calls, ...questions]
    const { replies, failed } = await this.#series(all, calls.length, signal)
    if (failed !== undefined) {
      const call = all[failed.index] as Call
      throw await this.refusal(call.task.name, this.#decode(call, failed.reply).error)
    }
    const answers: Values<AnyFields>[] = []
    for (const [index, question] of questions.entries()) {
      const answer = this.#decode(question, replies[calls.length + index] as Uint8Array)
      if (answer.error !== 0) throw await this.refusal(question.task.name, answer.error)
      answers.push(answer.values as Values<AnyFields>)
    }
    return answers as AnswersOf<C>
  }

  async fence(signal?: AbortSignal): Promise<void> {
    await this.#guard('read', () => this.#exchange.fence(signal))
  }

  close(): void {
    this.#exchange.close()
  }

  /** The replies from the call at `firstWanted` on. */
  async #series(
    calls: readonly Call[],
    firstWanted: number,
    signal: AbortSignal | undefined,
  ): Promise<{ replies: readonly (Uint8Array | undefined)[]; failed?: TaskFailed }> {
    const effect = calls.some((call) => call.task.effect === 'write') ? 'write' : 'read'
    return this.#guard(effect, async () => {
      const tasks = calls.map((call, index) => ({ ...call.task, needReply: index >= firstWanted }))
      try {
        return { replies: await this.#exchange.series(tasks, signal) }
      } catch (error) {
        if (error instanceof TaskFailed) return { replies: error.replies, failed: error }
        throw error
      }
    })
  }

  #decode<A extends AnyFields>(
    call: Call<A>,
    reply: Uint8Array,
  ): { readonly error: 0; readonly values: Values<A> } | ErrorReply {
    try {
      return call.decode(reply) as { error: 0; values: Values<A> } | ErrorReply
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error
      this.broken = new ExchangeError('PROTOCOL', true, `${call.task.name}: ${error.message}`, { cause: error })
      throw this.#failure(this.broken, call.task.effect)
    }
  }

  async #guard<T>(effect: Task['effect'], action: () => Promise<T>): Promise<T> {
    if (this.broken !== undefined) {
      throw this.#failure(
        new ExchangeError(this.broken.code, false, this.broken.message, { cause: this.broken }),
        effect,
      )
    }
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error
      if (error.code !== 'ABORTED' || error.handedOver) this.broken = error
      this.#log.debug({ code: error.code, handedOver: error.handedOver }, error.message)
      throw this.#failure(error, effect)
    }
  }

  #failure(error: ExchangeError, effect: Task['effect']): RegisterError {
    const outcome: Outcome = effect === 'write' && error.handedOver ? 'unknown' : 'not-registered'
    return new RegisterError(error.code, outcome, error.message, { cause: error })
  }
}
