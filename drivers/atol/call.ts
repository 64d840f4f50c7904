import type { AnyFields, Values } from './commands/codec.ts'
import { type Command, decodeReply, encodeRequest, type Reply } from './commands/command.ts'
import type { Task } from './exchange/exchange.ts'

/** A command with its values, ready for an exchange, and the way back from reply bytes. */
export interface Call<A extends AnyFields = AnyFields> {
  readonly task: Task
  /** Throws LayoutError when the bytes are not a reply to this command. */
  readonly decode: (reply: Uint8Array) => Reply<A>
}

/** Throws LayoutError, naming the field, when a value does not fit the wire. */
export const call = <Q extends AnyFields, A extends AnyFields>(command: Command<Q, A>, values: Values<Q>): Call<A> => ({
  task: {
    name: command.name,
    request: encodeRequest(command, values),
    effect: command.effect,
    timeoutMs: command.timeoutMs,
  },
  decode: (reply) => decodeReply(command, reply),
})

/** What the calls answer, in their order. */
export type AnswersOf<C extends readonly Call[]> = {
  -readonly [K in keyof C]: C[K] extends Call<infer A> ? Values<A> : never
}
