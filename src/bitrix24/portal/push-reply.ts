import type { RestResult } from './rest-error.ts'
import { restErrorText } from './rest-error.ts'

/** What the portal's answer to a pushed result means. */
export type PushReply =
  | { readonly kind: 'taken' }
  /** No check carries our UUID: the answer to PRINT was lost, or has not been stored yet. */
  | { readonly kind: 'unknown-check' }
  /** The portal refuses this one result. */
  | { readonly kind: 'refused'; readonly text: string }
  /** The portal's method does not know what a refusal is: no other one will be taken either. */
  | { readonly kind: 'no-refusals'; readonly text: string }
  /** Nothing about this result: the portal, the way to it or the webhook fails. `mend`: a person must do something. */
  | { readonly kind: 'trouble'; readonly text: string; readonly mend: boolean }

/** Codes of check.apply that speak of the check itself; all others would meet every other result too. */
const ofTheCheck = /^ERROR_CHECK_/
/** A parameter is missing, of those that the documentation knows. */
const parameterMissing = 'ERROR_CHECK_FAILURE'

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

/** Letters and digits alone: a portal in windows-1251 changes other characters. */
const bareOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * The same for a pushed refusal, whose text was `said`. By every source a refusal that was saved is answered with an error that carries
 * its text, and `true` means that the check stands there as printed and stays so. The documentation knows no refusals, so its `true`
 * says no more: only the portal's own repetition of the text is believed.
 */
export function readRefusalReply(result: RestResult, said: string): PushReply {
  if (result.ok) return { kind: 'refused', text: 'Битрикс24 считает этот чек пробитым.' }
  const { error } = result
  const bare = bareOf(said)
  if (error.kind === 'portal' && bare !== '' && bareOf(error.text).includes(bare)) return { kind: 'taken' }
  const reply = readPushReply(result)
  const isMissing = error.kind === 'portal' && error.code === parameterMissing
  return reply.kind === 'refused' && isMissing ? { kind: 'no-refusals', text: reply.text } : reply
}
