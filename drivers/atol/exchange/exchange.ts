/**
 * What the register driver asks of a lower level, v2 or v3: requests and replies as bytes, `<cmd> <params>` without the
 * access password. All timers and all resends that the protocol defines live behind this interface; no other layer retries.
 */
export interface Task {
  readonly name: string
  readonly request: Uint8Array
  readonly effect: 'read' | 'write'
  /** T5: how long the register may take to execute it, ms. */
  readonly timeoutMs: number
  /** An error of this task stops neither the queue of the register nor a series; its reply is returned like any other. */
  readonly ignoreError?: boolean
}

/** What goes before every command, 2 bytes BCD (protocol 1.2): 0000, as registers leave the works. */
export const accessPassword: Uint8Array = Uint8Array.of(0, 0)

export type ExchangeErrorCode = 'LINK_LOST' | 'TIMEOUT' | 'BUSY' | 'PROTOCOL' | 'ABORTED'

/** The exchange broke down: there is no reply to believe in. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
  readonly code: ExchangeErrorCode
  /** Whether the register may have taken the task: `false` proves that it executed nothing (no byte left, or all of it was refused). */
  readonly handedOver: boolean

  constructor(code: ExchangeErrorCode, handedOver: boolean, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.handedOver = handedOver
  }
}

/** A failure after other tasks of a series: the register has taken something, whatever became of the last one. */
export const handedOver = (error: unknown): unknown =>
  error instanceof ExchangeError && !error.handedOver
    ? new ExchangeError(error.code, true, error.message, { cause: error })
    : error

/** Throws ExchangeError ABORTED when the caller gave up; `begun` when something was handed over by then. */
export function checkSignal(signal: AbortSignal | undefined, begun = false): void {
  if (signal?.aborted === true) throw new ExchangeError('ABORTED', begun, 'stopped on demand', { cause: signal.reason })
}

/** A task of a series was answered with an error; the tasks after it were not executed. */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed'
  readonly index: number
  readonly reply: Uint8Array
  /** Replies of the tasks before it, as `series` would have returned them: a listing ends with a refusal (DAh), not with its failure. */
  readonly replies: readonly (Uint8Array | undefined)[]

  constructor(index: number, task: Task, reply: Uint8Array, replies: readonly (Uint8Array | undefined)[] = []) {
    super(`task ${index} (${task.name}) failed`)
    this.index = index
    this.reply = reply
    this.replies = replies
  }
}

export interface Exchange {
  /**
   * Executes one task and returns its reply, a good one or an error reply (`55 <error> …`): judging it is the caller's.
   * `closing` marks the closing command (4Ah): v3 gives it the task id reserved for it, by which `fence` finds it again
   * even after a restart of the daemon.
   */
  transact(task: Task, options?: { readonly closing?: boolean; readonly signal?: AbortSignal }): Promise<Uint8Array>
  /**
   * Executes tasks in order, without waiting for each where the lower level can queue them, and resolves when all are
   * known to have succeeded, with the replies of those whose result was asked for. Throws TaskFailed for the task that
   * the register refused.
   */
  series(
    tasks: readonly (Task & { readonly needReply?: boolean })[],
    signal?: AbortSignal,
  ): Promise<(Uint8Array | undefined)[]>
  /**
   * After doubt or at the start of a session: until this resolves, something of ours may still run or answer. v3: Req the
   * closing task and wait out A1/A2/A8, then Abort, then silence. v2: accept a pending reply, then silence (promise, rule 2).
   */
  fence(signal?: AbortSignal): Promise<void>
  close(): void
}
