import type { FiscalDocument, Witness } from '../../drivers/register.ts'
import { isMark, markOf, uuidPrefixOf } from '../receipts/identity.ts'
import type { ReceiptRecord } from '../receipts/record.ts'

/** One thing that the fiscal memory and the records do not agree on. */
export type Finding =
  /** A receipt in the fiscal memory that no record owns. `mark`: it carries one of ours, or of another bridge. */
  | { readonly kind: 'unclaimed'; readonly number: number; readonly mark?: string }
  /** A record says registered, the fiscal memory has no such receipt. */
  | { readonly kind: 'missing'; readonly uuid: string; readonly number: number }
  /** Both are there and say different things, or one receipt has two documents. */
  | { readonly kind: 'differing'; readonly uuid: string; readonly number: number; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly number: number }
  /** A receipt that waits for a person. */
  | { readonly kind: 'undecided'; readonly uuid: string; readonly state: string }

export interface AuditQuestion {
  readonly fn: string
  /** First and last document numbers looked at. */
  readonly from: number
  readonly to: number
  readonly documents: readonly Witness[]
  /** Every record that may own one of these documents, or that waits for a person. */
  readonly records: readonly ReceiptRecord[]
  /** Who a person gave a document to. */
  readonly claimedByPerson: (number: number) => string | undefined
}

type Owned = ReceiptRecord & { readonly state: Extract<ReceiptRecord['state'], { name: 'registered' }> }

const isOwned = (record: ReceiptRecord): record is Owned => record.state.name === 'registered'

function difference({ state, receipt }: Owned, document: FiscalDocument, itemCount: number): string | undefined {
  const { sign, total, settlement } = state.document
  if (sign !== document.sign) return `ФП ${document.sign}, в записи ${sign}`
  if (BigInt(total.replace('.', '')) !== document.total) return `сумма в записи ${total}`
  if (settlement !== document.settlement) return `признак расчёта в записи ${settlement}`
  if (receipt !== null && receipt.items.length !== itemCount)
    return `позиций ${itemCount}, в записи ${receipt.items.length}`
  return undefined
}

/**
 * Every document of the fiscal memory against every record. Reports of the register are nobody's. Pure; nothing found means
 * that both tell the same story.
 */
export function audit({ fn, from, to, documents, records, claimedByPerson }: AuditQuestion): Finding[] {
  const findings: Finding[] = []
  const byNumber = new Map<number, Owned>()
  const byPrefix = new Map(records.map((record) => [uuidPrefixOf(markOf(record.uuid)), record]))
  for (const record of records) {
    if (isOwned(record) && record.state.document.fn === fn) byNumber.set(record.state.document.number, record)
  }
  const seen = new Set<number>()
  for (const witness of documents) {
    if (witness.kind === 'other') continue
    if (witness.kind === 'unreadable') {
      findings.push({ kind: 'unreadable', number: witness.number })
      continue
    }
    const { number } = witness.document
    seen.add(number)
    const owner = byNumber.get(number)
    const mark = witness.marks.find(isMark)
    if (owner !== undefined) {
      const detail = difference(owner, witness.document, witness.itemCount)
      if (detail !== undefined) findings.push({ kind: 'differing', uuid: owner.uuid, number, detail })
    } else {
      const marked = mark === undefined ? undefined : byPrefix.get(uuidPrefixOf(mark))
      if (marked !== undefined && marked.state.name !== 'printing' && marked.state.name !== 'unresolved') {
        findings.push({
          kind: 'differing',
          uuid: marked.uuid,
          number,
          detail: `запись в состоянии ${marked.state.name}`,
        })
      } else if (marked === undefined && claimedByPerson(number) === undefined) {
        findings.push({ kind: 'unclaimed', number, ...(mark !== undefined && { mark }) })
      }
    }
  }
  for (const [number, { uuid }] of byNumber) {
    if (number >= from && number <= to && !seen.has(number)) findings.push({ kind: 'missing', uuid, number })
  }
  for (const { uuid, state } of records) {
    if (state.name === 'unresolved' || state.name === 'held')
      findings.push({ kind: 'undecided', uuid, state: state.name })
  }
  return findings
}
