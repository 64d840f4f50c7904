import type { ReceiptWitness, Witness } from '../../drivers/ffd/document.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { reasonText } from '../words/reason-text.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'
import {
  type Audited,
  audit,
  auditedOf,
  type Discrepancy,
  type DocumentsRead,
  type ReadRegister,
  type RecordObstacle,
  type Uncompared,
  uncompared,
  undecided,
} from './audit.ts'

import type { Claims } from './claims.ts'
import { keyOf } from './claims-file.ts'
import type { FiscalDocuments } from './fiscal-documents.ts'
import { readWitnesses } from './read-witnesses.ts'
import type { ShopRegister } from './roster.ts'

export interface AuditReport {
  readonly registerId: string
  readonly fn: string
  readonly from: number
  readonly to: number
  /** How many receipt documents were looked at. */
  readonly receipts: number
  readonly findings: readonly Discrepancy[]
}

/** A register that could not be asked, or not to the end. */
export interface Unread {
  readonly registerId: string
  readonly code: string
  /** Why, for the operator. */
  readonly error: string
}

export interface Audit {
  /** Whether every fiscal memory was read and nothing was found. Receipts of replaced fiscal memories may be left uncompared. */
  readonly clean: boolean
  readonly registers: readonly AuditReport[]
  readonly unread: readonly Unread[]
  /** Records that cannot be compared, also of registers that left the settings. */
  readonly records: readonly RecordObstacle[]
  /** Registered receipts of fiscal memories that no register shows, by FN. */
  readonly uncompared: readonly Uncompared[]
}

export interface AuditParts {
  readonly registers: readonly ShopRegister[]
  readonly store: Pick<ReceiptStore, 'all'>
  readonly claims: Pick<Claims, 'claimedByPerson'>
  readonly documents: Pick<FiscalDocuments, 'seenMemories'>
}

interface Read {
  readonly shopRegister: ShopRegister
  readonly fn: string
  readonly to: number
  readonly documents: readonly Witness[]
}

/** Documents read in one go before others get their turn at the register: seconds on a slow line. */
const portion = 5

async function readDocuments({ lane }: ShopRegister, from: number, to: number): Promise<Witness[]> {
  const witnesses: Witness[] = []
  for (let first = from; first <= to; first += portion) {
    const last = Math.min(to, first + portion - 1)
    witnesses.push(...(await lane.use((register, signal) => readWitnesses(register, first, last, signal))))
  }
  return witnesses
}

async function orUnread<T>({ id }: ShopRegister, read: () => Promise<T>): Promise<T | Unread> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error
    return { registerId: id, code: error.code, error: reasonText(error.reason, 'ru') }
  }
}

const readMemory = (shopRegister: ShopRegister, from: number): Promise<Read | Unread> =>
  orUnread(shopRegister, async () => {
    const { fn, lastDocument: to } = await shopRegister.lane.use((register, signal) => register.baseline(signal))
    return { shopRegister, fn, to, documents: await readDocuments(shopRegister, from, to) }
  })

/** Reads, after the records, the documents made since the first reading that a record names. */
const readSince = ({ shopRegister, fn, to, documents }: Read, records: readonly Audited[]): Promise<Read | Unread> =>
  orUnread(shopRegister, async () => {
    const now = await shopRegister.lane.use((register, signal) => register.baseline(signal))
    if (now.fn !== fn) throw replacedMeanwhile(fn, now.fn)
    const since: Witness[] = []
    for (const { state } of records) {
      if (state.name !== 'registered' || state.document.fn !== fn) continue
      const { number } = state.document
      if (number <= to || number > now.lastDocument) continue
      since.push(...(await readDocuments(shopRegister, number, number)))
    }
    return { shopRegister, fn, to, documents: [...documents, ...since] }
  })

const replacedMeanwhile = (before: string, now: string): RegisterError =>
  new RegisterError('WRONG_REGISTER', 'unknown', `FN ${before} became ${now} during the audit`, {
    reason: bridgeReason('FN_REPLACED_IN_AUDIT'),
  })

/** The documents that were read before the records. */
function documentsRead(memories: readonly Read[]): DocumentsRead {
  const receipts = new Map<string, ReceiptWitness>()
  for (const { documents } of memories) {
    for (const witness of documents) {
      if (witness.kind === 'receipt') receipts.set(keyOf(witness.document.fn, witness.document.number), witness)
    }
  }
  const lastOf = new Map(memories.map(({ fn, to }) => [fn, to]))
  return {
    receipt: (fn, number) => receipts.get(keyOf(fn, number)),
    isToRead: (fn, number) => number > (lastOf.get(fn) ?? Number.POSITIVE_INFINITY),
  }
}

async function readRecords(store: Pick<ReceiptStore, 'all'>, read: DocumentsRead) {
  const records: Audited[] = []
  const findings: RecordObstacle[] = []
  const unreadable = (uuid: string): void => void findings.push({ kind: 'record-unreadable', uuid })
  for await (const record of store.all(unreadable)) records.push(auditedOf(record, read))
  return { records, findings: [...findings, ...undecided(records)] }
}

/** Reads every fiscal memory from document `from` on and compares it with the records. Registers that are away are told. */
export async function auditAll({ registers, store, claims, documents }: AuditParts, from = 1): Promise<Audit> {
  const unread: Unread[] = []
  const early: Read[] = []
  for (const shopRegister of registers) {
    const read = await readMemory(shopRegister, from)
    if ('documents' in read) early.push(read)
    else unread.push(read)
  }
  // The records are read after the documents: a receipt registered meanwhile has a higher number than those that were read.
  const { records, findings } = await readRecords(store, documentsRead(early))
  const memories: Read[] = []
  for (const memory of early) {
    const read = await readSince(memory, records)
    if ('documents' in read) memories.push(read)
    else unread.push(read)
  }
  const reports = memories.map((memory) => reportOn(memory, records, claims, from))
  const met = new Set(documents.seenMemories())
  const left = uncompared(records, memories.map(readRegister), (fn) => met.has(fn))
  const clean =
    unread.length === 0 &&
    findings.length === 0 &&
    reports.every((report) => report.findings.length === 0) &&
    left.every(({ why }) => why === 'replaced')
  return { clean, registers: reports, unread, records: findings, uncompared: left }
}

const readRegister = ({ shopRegister: { id, lane }, fn }: Read): ReadRegister => ({
  id,
  fn,
  registrationNumber: lane.seen.identity?.registrationNumber,
})

function reportOn(
  { shopRegister, fn, to, documents }: Read,
  records: readonly Audited[],
  claims: AuditParts['claims'],
  from: number,
): AuditReport {
  const claimedByPerson = (number: number): string | undefined => claims.claimedByPerson(fn, number)
  const receipts = documents.filter(({ kind }) => kind === 'receipt').length
  const found = audit({ fn, from, documents, records, claimedByPerson })
  const findings: Discrepancy[] = from > Math.max(to, 1) ? [{ kind: 'nothing-to-read', number: to }, ...found] : found
  return { registerId: shopRegister.id, fn, from, to, receipts, findings }
}
