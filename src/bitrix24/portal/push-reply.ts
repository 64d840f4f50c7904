import type { RestResult } from './rest-error.ts'
import { restErrorText } from './rest-error.ts'

/** What the portal's answer to a pushed result means. */
export type PushReply =
  | { readonly kind: 'taken' }
  /** No check carries our UUID: the answer to PRINT was lost, or has not been stored yet. */
  | { readonly kind: 'unknown-check' }
  /** The portal refuses this one result. */
  | { readonly kind: 'refused'; readonly text: string }
  /** Nothing about this result: the portal, the way to it or the webhook fails. `mend`: a person must do something. */
  | { readonly kind: 'trouble'; readonly text: string; readonly mend: boolean }

/** Codes of check.apply that speak of the check itself; all others would meet every other result too. */
const ofTheCheck = /^ERROR_CHECK_/

export function readPushReply(result: RestResult): PushReply {
  if (result.ok) {
    return result.result === true ? { kind: 'taken' } : { kind: 'refused', text: 'Битрикс24 не сохранил результат.' }
  }
  const { error } = result
  const text = restErrorText(error)
  if (error.kind !== 'portal') return { kind: 'trouble', text, mend: error.kind === 'not-json' }
  if (error.code === 'ERROR_CHECK_NOT_FOUND') return { kind: 'unknown-check' }
  return ofTheCheck.test(error.code) ? { kind: 'refused', text } : { kind: 'trouble', text, mend: true }
}
