import type { NoValues } from '../../reason.ts'
import type { RegisterErrorCode } from '../../register-error.ts'

/** Kinds of errors of ATOL's table (protocol 6). `extended` sends to register 55; `no-data` is the normal end of a listing. */
export type AtolErrorClass =
  | 'state'
  | 'shift'
  | 'printer'
  | 'parameter'
  | 'payment'
  | 'limit'
  | 'fiscal-memory'
  | 'ofd'
  | 'clock'
  | 'password'
  | 'settings'
  | 'busy'
  | 'link'
  | 'no-data'
  | 'extended'
  | 'legacy'

/** One error code of the register. */
export interface AtolError {
  /** Stable name: in logs, and with `ATOL_` before it a reason's code. */
  readonly key: string
  readonly english: string
  readonly class: AtolErrorClass
  readonly registerCode: RegisterErrorCode
}

/** By the code of the reply, or of register 55. */
export type AtolErrorTable = Readonly<Record<number, AtolError>>

/** Reasons of a table: `ATOL_NO_PAPER`. */
export type AtolReasons<Table extends AtolErrorTable> = Readonly<
  Record<`ATOL_${Extract<Table[keyof Table], AtolError>['key']}`, NoValues>
>
