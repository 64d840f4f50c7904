import { LayoutError, Reader, Writer } from '../../bytes.ts'
import { type AnyFields, readFields, type Values, writeFields } from './codec.ts'

/**
 * How a good reply begins (protocol 4.1): `ack` = 55 error ext, where ext may be missing · `data` = 55 error fields · `state` = 44 fields (3Fh) · `cash` = 4D fields (4Dh) · `flags` = 55 fields,
 * no error byte (45h) · `bare` = error fields (A5h)
 */
export type ReplyHead = 'ack' | 'data' | 'state' | 'cash' | 'flags' | 'bare'

const heads: Readonly<Record<ReplyHead, readonly number[]>> = {
  ack: [0x55, 0, 0],
  data: [0x55, 0],
  state: [0x44],
  cash: [0x4d],
  flags: [0x55],
  bare: [0],
}

/** One command of the protocol as data: encode and decode together, used by the driver and by the simulated register. */
export interface Command<Q extends AnyFields, A extends AnyFields> {
  readonly name: string
  /** The command byte, followed by the sub-command where there is one (A4h). */
  readonly code: readonly number[]
  /** `read` may be repeated at will; `write` is never sent again on silence (promise, rule 4). */
  readonly effect: 'read' | 'write'
  /** T5 (protocol 1.3): how long the register may take, ms. */
  readonly timeoutMs: number
  readonly request: Q
  readonly head: ReplyHead
  readonly reply: A
}
// biome-ignore lint/suspicious/noExplicitAny: stands for every command of the table.
export type AnyCommand = Command<any, any>
export type RequestOf<C> = C extends Command<infer Q, AnyFields> ? Values<Q> : never
export type ReplyOf<C> = C extends Command<AnyFields, infer A> ? Values<A> : never

interface Definition<Q extends AnyFields, A extends AnyFields> {
  readonly name: string
  readonly code: number | readonly number[]
  readonly effect: 'read' | 'write'
  readonly timeoutMs?: number
  readonly request?: Q
  readonly head?: ReplyHead
  readonly reply?: A
}

/** Default T5 (protocol 1.3). */
const defaultTimeoutMs = 10_000

export function command<Q extends AnyFields = Record<never, never>, A extends AnyFields = Record<never, never>>(
  definition: Definition<Q, A>,
): Command<Q, A> {
  return {
    name: definition.name,
    code: typeof definition.code === 'number' ? [definition.code] : definition.code,
    effect: definition.effect,
    timeoutMs: definition.timeoutMs ?? defaultTimeoutMs,
    request: definition.request ?? ({} as Q),
    head: definition.head ?? (definition.reply === undefined ? 'ack' : 'data'),
    reply: definition.reply ?? ({} as A),
  }
}

/** `<cmd> <params>`, without the access password, which belongs to the lower level. Throws LayoutError naming the field. */
export function encodeRequest<Q extends AnyFields, A extends AnyFields>(
  command: Command<Q, A>,
  values: Values<Q>,
): Uint8Array {
  const writer = new Writer()
  writer.put(command.code)
  writeFields(command.request, values, writer)
  return writer.done()
}

/** The parameters of a request whose command is known (see `commandOf`). Throws LayoutError. */
export function decodeRequest<Q extends AnyFields, A extends AnyFields>(
  command: Command<Q, A>,
  request: Uint8Array,
): Values<Q> {
  return readFields(command.request, new Reader(request.subarray(command.code.length)))
}

/** A good reply with its values, or the register's error code (protocol 6). */
export type Reply<A extends AnyFields> =
  | { readonly error: 0; readonly values: Values<A> }
  | { readonly error: number; readonly values?: undefined }

export function encodeReply<Q extends AnyFields, A extends AnyFields>(
  command: Command<Q, A>,
  values: Values<A>,
): Uint8Array {
  const writer = new Writer()
  writer.put(heads[command.head])
  writeFields(command.reply, values, writer)
  return writer.done()
}

/** `55 <error> 00`: any command may answer so (for A5h: the error byte alone). */
export const encodeError = (command: AnyCommand | undefined, error: number): Uint8Array =>
  Uint8Array.from(command?.head === 'bare' ? [error] : [0x55, error, 0])

/** Throws LayoutError when the reply is neither the command's own form nor an error. */
export function decodeReply<Q extends AnyFields, A extends AnyFields>(
  command: Command<Q, A>,
  reply: Uint8Array,
): Reply<A> {
  const reader = new Reader(reply)
  const first = reader.u8()
  switch (command.head) {
    case 'ack':
    case 'data': {
      if (first !== 0x55) throw new LayoutError(`reply to ${command.name} begins with ${first}`)
      const error = reader.u8()
      if (error !== 0) return { error }
      if (command.head !== 'data' && reader.remaining > 0) reader.u8()
      return { error: 0, values: readFields(command.reply, reader) }
    }
    case 'state':
    case 'cash':
      if (first === 0x55) return { error: reader.u8() }
      if (first !== heads[command.head][0]) throw new LayoutError(`reply to ${command.name} begins with ${first}`)
      return { error: 0, values: readFields(command.reply, reader) }
    case 'flags':
      if (first !== 0x55) throw new LayoutError(`reply to ${command.name} begins with ${first}`)
      return { error: 0, values: readFields(command.reply, reader) }
    case 'bare':
      if (first === 0x55 && reader.remaining > 0 && reader.remaining <= 2) return { error: reader.u8() }
      if (first !== 0) return { error: first }
      return { error: 0, values: readFields(command.reply, reader) }
  }
}
