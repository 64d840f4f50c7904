/** A value that the text of a reason needs. Sums and quantities are decimal texts: `1500.00`. */
export type ReasonValue = string | number | Reason

/**
 * Why something failed or cannot be, without words: a stable code and its values, plain data, fit for a record. Who reads it is told
 * in their language, at the border (`src/words`).
 */
export interface Reason<Code extends string = string> {
  readonly code: Code
  readonly values: Readonly<Record<string, ReasonValue>>
}

/** A code whose text needs no values. */
export type NoValues = Readonly<Record<never, never>>

type Arguments<Values> = [keyof Values] extends [never] ? [] : [values: Values]

/** Makes the reasons of one area, given as its codes with their values: a code without its values does not compile. */
export const reasonsOf =
  <Codes extends Readonly<Record<keyof Codes, Reason['values']>>>() =>
  <Code extends keyof Codes & string>(code: Code, ...[values]: Arguments<Codes[Code]>): Reason<Code> => ({
    code,
    values: values ?? {},
  })
