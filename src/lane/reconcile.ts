import type { ReceiptContent } from '../../drivers/ffd/content.ts'
import type { ReceiptWitness, Witness } from '../../drivers/ffd/document.ts'
import type { Settlement } from '../../drivers/ffd/receipt.ts'
import type { Kopecks } from '../../drivers/money.ts'
import type { Baseline, Evidence } from '../../drivers/register.ts'
import { isMark } from '../record/identity.ts'
import type { UnresolvedReason } from '../record/record.ts'
import { saysOneOf } from '../record/sent.ts'

/** What the fiscal memory must show for a receipt to be there. */
export interface Expected {
  readonly baseline: Baseline
  readonly mark: string
  readonly settlement: Settlement
  readonly total: Kopecks
  /** What its document says, in each form in which it may have been sent. */
  readonly contents: readonly ReceiptContent[]
}

export type Verdict =
  | { readonly kind: 'registered'; readonly witness: ReceiptWitness }
  | { readonly kind: 'not-registered' }
  | { readonly kind: 'unresolved'; readonly why: UnresolvedReason }

/** Whether the documents are exactly N0+1 … last, each once: a gap could hide anything. */
function isComplete(evidence: Evidence, first: number): boolean {
  const expected = evidence.lastDocument - first + 1
  return (
    evidence.documents.length === expected &&
    evidence.documents.every((witness, index) => numberOf(witness) === first + index)
  )
}

/** Number of a document, whatever it is. */
export const numberOf = (witness: Witness): number =>
  witness.kind === 'receipt' ? witness.document.number : witness.number

/** A receipt that another program printed without any bridge's mark and that could be this sale (promise, rule 8). */
const isUnmarkedLookalike = (witness: ReceiptWitness, expected: Expected): boolean =>
  !witness.marks.some(isMark) &&
  witness.document.settlement === expected.settlement &&
  witness.document.total === expected.total

/**
 * The verdict on a receipt (promise, rule 8): pure, from what was durable before its first byte and what the register's
 * fiscal memory says now, read behind a fence. Only receipt documents since the first baseline count, all of them
 * readable: exactly one with our mark and our content is the receipt; none of ours and none that could be ours unmarked
 * is none; everything else is for a person.
 */
export function reconcile(expected: Expected, evidence: Evidence): Verdict {
  const { baseline } = expected
  if (evidence.fn !== baseline.fn) return { kind: 'unresolved', why: 'fn-changed' }
  if (evidence.lastDocument < baseline.lastDocument) return { kind: 'unresolved', why: 'memory-behind' }
  if (!isComplete(evidence, baseline.lastDocument + 1)) return { kind: 'unresolved', why: 'document-unreadable' }
  if (evidence.documents.some((witness) => witness.kind === 'unreadable')) {
    return { kind: 'unresolved', why: 'document-unreadable' }
  }
  const receipts = evidence.documents.filter((witness) => witness.kind === 'receipt')
  const ours = receipts.filter((witness) => witness.marks.includes(expected.mark))
  const [only, second] = ours
  if (second !== undefined) return { kind: 'unresolved', why: 'several-documents' }
  if (only !== undefined) {
    return saysOneOf(expected.contents, only.content)
      ? { kind: 'registered', witness: only }
      : { kind: 'unresolved', why: 'content-differs' }
  }
  if (receipts.some((witness) => isUnmarkedLookalike(witness, expected))) {
    return { kind: 'unresolved', why: 'unmarked-lookalike' }
  }
  return { kind: 'not-registered' }
}
