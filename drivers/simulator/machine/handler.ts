import type { AnyFields, Values } from '../../atol/commands/codec.ts'
import type { AnyCommand, Command } from '../../atol/commands/command.ts'
import type { Machine } from './machine.ts'

/** What has to be so before a command is executed (protocol 10). What is left out does not matter. */
export interface Rule {
  /** Modes in which the command lives; left out: any. */
  readonly modes?: readonly number[]
  /** Needs paper, a closed cover and a working printer. */
  readonly prints?: true
  /** Makes or begins a fiscal document: FN, clock and OFD must allow it. */
  readonly fiscal?: true
  /** `fresh`: open and younger than 24 hours. */
  readonly shift?: 'open' | 'fresh' | 'closed'
  readonly receipt?: 'open' | 'closed'
  /** The position buffer between EAh and EBh. */
  readonly position?: 'open' | 'closed'
}

export type Handle<Q extends AnyFields, A extends AnyFields> = (
  machine: Machine,
  request: Values<Q>,
) => Promise<Values<A>> | Values<A>

/** A command of the register with its conditions and what it does. Throws Refusal for an error reply. */
export interface Handler {
  readonly command: AnyCommand
  readonly rule: Rule
  readonly handle: (machine: Machine, request: never) => Promise<object> | object
}

export const on = <Q extends AnyFields, A extends AnyFields>(
  command: Command<Q, A>,
  rule: Rule,
  handle: Handle<Q, A>,
): Handler => ({ command, rule, handle: handle as Handler['handle'] })

/** The answer of a command that has nothing to say but success. */
export const done = {}

/** Bit 0 of the flags of registration commands: try, execute nothing. */
export const testOnly = (flags: number): boolean => (flags & 1) === 1
