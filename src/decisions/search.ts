import type { Baseline, Evidence } from '../../drivers/register.ts'
import type { Claims } from '../lane/claims.ts'
import { doubtOf } from '../lane/claims-file.ts'
import { numberOf } from '../lane/reconcile.ts'
import { markOf } from '../record/identity.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { DecisionRefused } from './decision-refused.ts'
import { triedOf } from './ruling.ts'
import { type Sight, shown } from './sight.ts'

/** What a search for the receipt in its fiscal memory came to; a receipt that is found is an error instead. */
export type Search =
  /** Every document that could be the receipt was read, and none is. `text`: what was read, in Russian. */
  | { readonly kind: 'nothing'; readonly text: string }
  /** A document that cannot be read may be the receipt. `text`: which, in Russian; `mayBe`: whether that number is one of them. */
  | { readonly kind: 'doubt'; readonly text: string; readonly mayBe: (number: number) => boolean }

/**
 * Looks for the receipt among the documents since its first attempt. Without a recorded attempt only documents that cannot be read
 * are in doubt: all others were looked at for its mark before. Throws DecisionRefused when the receipt is found, or the register
 * has another fiscal memory than that of the attempts; RegisterError.
 */
export async function search(claims: Claims, record: ReceiptRecord, sight: Sight): Promise<Search> {
  const tried = triedOf(record)
  if (tried === undefined) return searchUntried(claims, record, sight)
  const { baseline, attempts: attempt } = tried
  const { register, onProgress, signal } = sight
  const mark = markOf(record.uuid)
  const evidence = await register.evidence({ baseline, mark, attempt, closing: true, onProgress, signal })
  const { fn, lastDocument, documents } = evidence
  if (fn !== baseline.fn) throw otherMemory()
  const ours = documents.find((witness) => witness.kind === 'receipt' && witness.marks.includes(mark))
  if (ours?.kind === 'receipt') throw printed(ours.document.number)
  if (lastDocument < baseline.lastDocument) {
    return {
      kind: 'doubt',
      text: `в накопителе ${fn} последний документ ФД ${lastDocument}, а до этого чека был уже ФД ${baseline.lastDocument}`,
      mayBe: (number) => number > baseline.lastDocument,
    }
  }
  const unread = unreadIn(evidence, baseline)
  if (unread.length > 0) return doubt(fn, unread)
  return { kind: 'nothing', text: `ФН ${fn}, последний ФД ${lastDocument}, своего нет` }
}

function searchUntried(claims: Claims, record: ReceiptRecord, sight: Sight): Search {
  const { fn } = sight.baseline
  const unread = claims.unreadOf(fn).flatMap((one) => (doubtOf(record, fn, one) === undefined ? [] : [one.number]))
  if (unread.length > 0) return doubt(fn, unread)
  return { kind: 'nothing', text: `попыток печати не записано; ${shown(sight)}` }
}

const doubt = (fn: string, unread: readonly number[]): Search => ({
  kind: 'doubt',
  text: `в накопителе ${fn} не читаются документы: ФД ${unread.join(', ')}`,
  mayBe: (number) => unread.includes(number),
})

/** Numbers after the baseline whose documents were not read. */
function unreadIn({ lastDocument, documents }: Evidence, baseline: Baseline): number[] {
  const read = new Set(documents.filter(({ kind }) => kind !== 'unreadable').map(numberOf))
  const unread: number[] = []
  for (let number = baseline.lastDocument + 1; number <= lastDocument; number += 1) {
    if (!read.has(number)) unread.push(number)
  }
  return unread
}

/** Whether the fiscal memory has a document of that number that cannot be read. */
export async function isUnreadable({ register, baseline, signal }: Sight, number: number): Promise<boolean> {
  if (number > baseline.lastDocument) return false
  const witness = await register.witness(number, signal)
  return witness === 'none' || witness.kind === 'unreadable'
}

const otherMemory = (): DecisionRefused =>
  new DecisionRefused('В кассе другой накопитель: проверить нечего. Решить можно только под вашу ответственность.')

const printed = (number: number): DecisionRefused =>
  new DecisionRefused(
    `Чек напечатан: в накопителе есть документ ФД ${number} с его меткой. Решите, что чек — этот документ.`,
  )
