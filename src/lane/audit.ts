import type { ReceiptContent } from '../../drivers/ffd/content.ts'
import type { ReceiptWitness, Witness } from '../../drivers/ffd/document.ts'
import { isMark, markOf, uuidPrefixOf } from '../record/identity.ts'
import { isFinal, type ReceiptRecord } from '../record/record.ts'
import { contentsOf, differenceFrom } from '../record/sent.ts'
import { stateWords } from '../words/ru/states.ts'
import { rehearsalId } from './test-mode.ts'

/** Something on which the fiscal memory and the records disagree. */
export type Discrepancy =
  /** No record owns this receipt of the fiscal memory. `mark`: a mark of ours, or of another bridge, that it carries. */
  | { readonly kind: 'unclaimed'; readonly number: number; readonly mark?: string }
  /** A record names a document that the fiscal memory does not have. */
  | { readonly kind: 'missing'; readonly uuid: string; readonly number: number }
  /** Record and document differ, or one receipt has two documents, or one document has two receipts. */
  | { readonly kind: 'differing'; readonly uuid: string; readonly number: number; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly number: number }
  /** Nothing was compared: the last document of the fiscal memory, `number`, is before the first that was asked for. */
  | { readonly kind: 'nothing-to-read'; readonly number: number }

/** States of which nobody can say yet whether there must be a document. */
const undecidedStates = ['printing', 'unresolved', 'held'] as const
export type UndecidedState = (typeof undecidedStates)[number]

/** What keeps a record from being compared, whichever register it is of. */
export type RecordObstacle =
  /** The receipt is being settled, or waits for a person. */
  | { readonly kind: 'undecided'; readonly uuid: string; readonly registerId: string; readonly state: UndecidedState }
  /** The file of the record cannot be read; its document looks unclaimed. */
  | { readonly kind: 'record-unreadable'; readonly uuid: string }

/** Registered receipts of a fiscal memory that no register shows. */
export interface Uncompared {
  readonly fn: string
  /** How many records. */
  readonly records: number
  /**
   * `replaced`: its register has another one now, what it held is gone for good. `away`: a register that may have it was not read.
   * `unknown`: it was never met, only a person says that it exists.
   */
  readonly why: 'replaced' | 'away' | 'unknown'
}

/** A register that was read. */
export interface ReadRegister {
  readonly id: string
  readonly fn: string
  /** RNM, which stays when the FN is replaced. */
  readonly registrationNumber: string | undefined
}

/** What an audit needs of a record: years of them are in memory at once, so goods are kept only while they are still to be compared. */
export interface Audited extends Pick<ReceiptRecord, 'uuid' | 'registerId' | 'state'> {
  /** Where its document says something else, '' when nowhere; or what a document that was not read yet must say. */
  readonly goods: string | readonly ReceiptContent[]
}

/** Documents of the fiscal memories as far as they were read. */
export interface DocumentsRead {
  /** The receipt of that number; undefined when it was not read, or is none. */
  readonly receipt: (fn: string, number: number) => ReceiptWitness | undefined
  /** Whether a document of that number is still to be read. */
  readonly isToRead: (fn: string, number: number) => boolean
}

/** The part of a record that an audit keeps. */
export function auditedOf(record: ReceiptRecord, read: DocumentsRead): Audited {
  const { uuid, registerId, state } = record
  // A person may know better than the lines.
  if (state.name !== 'registered' || state.proof === 'person') return { uuid, registerId, state, goods: '' }
  const { fn, number } = state.document
  const witness = read.receipt(fn, number)
  if (witness !== undefined) {
    return { uuid, registerId, state, goods: differenceFrom(contentsOf(record), witness.content) }
  }
  return { uuid, registerId, state, goods: read.isToRead(fn, number) ? contentsOf(record) : '' }
}

export interface AuditQuestion {
  readonly fn: string
  /** First document number looked at. */
  readonly from: number
  /** From there on to the last there was, and of those made since every one that a record names. */
  readonly documents: readonly Witness[]
  /** Every record, of whatever register: a document is known by FN and number, a mark is the same everywhere. */
  readonly records: readonly Audited[]
  /** Who a person gave a document to. */
  readonly claimedByPerson: (number: number) => string | undefined
}

type Owned = Audited & { readonly state: Extract<ReceiptRecord['state'], { name: 'registered' }> }

const isOwned = (record: Audited): record is Owned => record.state.name === 'registered'

/** Number of a document -> the records that own it. More than one owner is a fault of the records. */
function ownersOf(fn: string, records: readonly Audited[]): Map<number, Owned[]> {
  const owners = new Map<number, Owned[]>()
  for (const record of records) {
    if (!isOwned(record) || record.state.document.fn !== fn) continue
    const { number } = record.state.document
    owners.set(number, [...(owners.get(number) ?? []), record])
  }
  return owners
}

/** A mark of another receipt on the document, if its owner's mark is missing. A document without any mark may be the owner's. */
function foreignMark({ uuid }: Owned, { marks }: ReceiptWitness): string | undefined {
  const ours = marks.filter(isMark)
  return ours.includes(markOf(uuid)) ? undefined : ours[0]
}

function differences(owner: Owned, witness: ReceiptWitness, owners: readonly Owned[]): string[] {
  const { state, goods } = owner
  const { document } = witness
  const { sign, total, settlement } = state.document
  const found: string[] = []
  if (sign !== document.sign) found.push(`ФП ${document.sign}, в записи ${sign}`)
  if (BigInt(total.replace('.', '')) !== document.total) found.push(`сумма в записи ${total}`)
  if (settlement !== document.settlement) found.push(`признак расчёта в записи ${settlement}`)
  const other = typeof goods === 'string' ? goods : differenceFrom(goods, witness.content)
  if (other !== '') found.push(`содержимое расходится с отправленным (теги ${other})`)
  const mark = foreignMark(owner, witness)
  if (mark !== undefined) found.push(`метка другого чека ${mark}`)
  const others = owners.filter((other) => other !== owner).map(({ uuid }) => uuid)
  if (others.length > 0) found.push(`тот же документ и у чека ${others.join(', ')}`)
  return found
}

/**
 * Every document of the fiscal memory against every record. Reports of the register are nobody's. Pure; nothing found here
 * and no record undecided means that both tell the same story.
 */
export function audit({ fn, from, documents, records, claimedByPerson }: AuditQuestion): Discrepancy[] {
  const findings: Discrepancy[] = []
  const byNumber = ownersOf(fn, records)
  const byPrefix = new Map(records.map((record) => [uuidPrefixOf(markOf(record.uuid)), record]))
  const byUuid = new Map(records.map((record) => [record.uuid, record]))
  /** Records that may be of a document which nobody owns. A record that ended otherwise has no claim. */
  const claimants = (number: number, marks: readonly string[]): Audited[] => {
    const given = byUuid.get(claimedByPerson(number) ?? '')
    const marked = marks.flatMap((mark) => byPrefix.get(uuidPrefixOf(mark)) ?? [])
    return [...new Set(given === undefined || isFinal(given.state) ? marked : [...marked, given])]
  }
  const seen = new Set<number>()
  for (const witness of documents) {
    if (witness.kind === 'other') continue
    if (witness.kind === 'unreadable') {
      seen.add(witness.number)
      findings.push({ kind: 'unreadable', number: witness.number })
      continue
    }
    const { number } = witness.document
    seen.add(number)
    const owners = byNumber.get(number) ?? []
    for (const owner of owners) {
      const detail = differences(owner, witness, owners).join('; ')
      if (detail !== '') findings.push({ kind: 'differing', uuid: owner.uuid, number, detail })
    }
    if (owners.length > 0) continue
    const marks = witness.marks.filter(isMark)
    const [mark] = marks
    const candidates = claimants(number, marks)
    if (candidates.length === 0) findings.push({ kind: 'unclaimed', number, ...(mark !== undefined && { mark }) })
    for (const { uuid, state } of candidates) {
      // These are listed as undecided, and this document will decide them.
      if (state.name === 'printing' || state.name === 'unresolved') continue
      findings.push({ kind: 'differing', uuid, number, detail: `запись в состоянии «${stateWords[state.name]}»` })
    }
  }
  for (const [number, owners] of byNumber) {
    if (number < from || seen.has(number)) continue
    for (const { uuid } of owners) findings.push({ kind: 'missing', uuid, number })
  }
  return findings
}

const isUndecided = (name: ReceiptRecord['state']['name']): name is UndecidedState =>
  undecidedStates.some((one) => one === name)

/** Receipts of which nobody can say yet whether there must be a document: with one of them nothing is clean. */
export function undecided(records: readonly Audited[]): RecordObstacle[] {
  return records.flatMap(({ uuid, registerId, state: { name } }) =>
    isUndecided(name) ? [{ kind: 'undecided', uuid, registerId, state: name }] : [],
  )
}

/** Registered receipts that no fiscal memory was compared with, counted by FN. `isMet`: the bridge has read documents of that FN. */
export function uncompared(
  records: readonly Audited[],
  registers: readonly ReadRegister[],
  isMet: (fn: string) => boolean,
): Uncompared[] {
  const present = new Set(registers.map(({ fn }) => fn))
  // Documents of the rehearsal are none.
  const left = records
    .filter(isOwned)
    .filter(({ registerId, state }) => registerId !== rehearsalId && !present.has(state.document.fn))
  const isRead = ({ registerId, state }: Owned): boolean =>
    registers.some(
      ({ id, registrationNumber }) => id === registerId || registrationNumber === state.document.registrationNumber,
    )
  return [...new Set(left.map(({ state }) => state.document.fn))].map((fn) => {
    const those = left.filter(({ state }) => state.document.fn === fn)
    const isKnown = isMet(fn) || those.some(({ state }) => state.proof !== 'person')
    const why = !isKnown ? 'unknown' : those.every(isRead) ? 'replaced' : 'away'
    return { fn, records: those.length, why }
  })
}
