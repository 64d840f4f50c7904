/** What a person may decide about a receipt, in the words of its record. */
export type Decided =
  | `resolve ${'document' | 'not-printed' | 'attested' | 'attested-not-printed'}`
  | `release ${'print' | 'same-as'}`
  | 'cancel'
  /** Nobody waits for Bitrix24 to ask any more. */
  | 'confirm'

/** What a person decided, and what the register showed at that moment. */
export interface Decision {
  /** Who, as they called themselves. */
  readonly by: string
  /** ISO instant. */
  readonly at: string
  readonly what: Decided
  readonly evidence: string
  /** On the word of a person: the fiscal memory could not be read. */
  readonly attested?: boolean
}

/** The record with one decision more; it is still to be written. */
export const withDecision = <R extends { readonly decisions?: readonly Decision[] }>(
  record: R,
  decision: Decision,
): R => ({ ...record, decisions: [...(record.decisions ?? []), decision] })
