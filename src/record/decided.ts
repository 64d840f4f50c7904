import type { Decision } from './decision.ts'

/** A decision in one word, for lists and logs. */
export type DecisionName = Decision['kind'] | 'attested-not-printed'

/** How version 0.1 wrote decisions; its records keep these words. */
const oldWords = {
  'resolve document': 'document',
  'resolve not-printed': 'not-printed',
  'resolve attested': 'attributes',
  'resolve attested-not-printed': 'attested-not-printed',
  'release print': 'print',
  'release same-as': 'same-as',
  cancel: 'cancel',
  confirm: 'confirm',
} as const satisfies Readonly<Record<string, DecisionName>>

/** A decision in the record: who took it, when, and what the register showed. */
export interface Decided {
  /** Who, as they called themselves. */
  readonly by: string
  /** ISO instant. */
  readonly at: string
  readonly what: Decision | keyof typeof oldWords
  readonly evidence: string
}

export function nameOf(what: Decided['what']): DecisionName {
  if (typeof what === 'string') return oldWords[what]
  return what.kind === 'not-printed' && what.word !== undefined ? 'attested-not-printed' : what.kind
}

/** Whether it rests on a person's word: the fiscal memory could not be read. */
export function isAttested(name: DecisionName): boolean {
  return name === 'attributes' || name === 'attested-not-printed'
}

/** The record with one decision more; the caller writes it. */
export const withDecision = <R extends { readonly decisions?: readonly Decided[] }>(
  record: R,
  decided: Decided,
): R => ({
  ...record,
  decisions: [...(record.decisions ?? []), decided],
})
