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
  /** Stable name, for logs and tests. */
  readonly key: string
  readonly english: string
  /** The vendor's own text. */
  readonly russian: string
  readonly class: AtolErrorClass
  readonly registerCode: RegisterErrorCode
  /** What the operator should do, in Russian. */
  readonly action: string
}

/** By the code of the reply, or of register 55. */
export type AtolErrorTable = Readonly<Record<number, AtolError>>
