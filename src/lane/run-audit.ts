import { witnessOf } from '../../drivers/ffd/document.ts'
import type { FiscalRegister, Witness } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { type Audited, audit, auditedOf, type Finding, type RecordFinding, undecided } from './audit.ts'
import type { Claims } from './claims.ts'
import type { Station } from './roster.ts'

export interface AuditReport {
  readonly registerId: string
  readonly fn: string
  readonly from: number
  readonly to: number
  /** Receipt documents looked at. */
  readonly receipts: number
  readonly findings: readonly Finding[]
}

/** A register that could not be asked, or not to the end. */
export interface Unread {
  readonly registerId: string
  readonly code: string
  /** Why, for the operator. */
  readonly error: string
}

export interface Audit {
  /** Every fiscal memory was read, and nothing was found, neither there nor among the records. */
  readonly clean: boolean
  readonly registers: readonly AuditReport[]
  readonly unread: readonly Unread[]
  /** Records that cannot be compared, each once: those of a register that left the settings, too. */
  readonly records: readonly RecordFinding[]
}

export interface AuditParts {
  readonly stations: readonly Station[]
  readonly store: ReceiptStore
  readonly claims: Claims
}

interface Read {
  readonly station: Station
  readonly fn: string
  readonly to: number
  readonly documents: readonly Witness[]
}

/** Documents read in one go before others get their turn at the register. */
const portion = 50

async function readDocuments(station: Station, from: number, to: number): Promise<Witness[]> {
  const witnesses: Witness[] = []
  for (let first = from; first <= to; first += portion) {
    const last = Math.min(to, first + portion - 1)
    const read = async (register: FiscalRegister, signal: AbortSignal): Promise<void> => {
      for (let number = first; number <= last; number += 1) {
        witnesses.push(witnessOf(number, await register.readDocument(number, signal), station.timeZone))
      }
    }
    await station.lane.use(read)
  }
  return witnesses
}

async function readMemory(station: Station, from: number): Promise<Read | Unread> {
  try {
    const { fn, lastDocument: to } = await station.lane.use((register, signal) => register.baseline(signal))
    return { station, fn, to, documents: await readDocuments(station, from, to) }
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error
    return { registerId: station.id, code: error.code, error: error.text }
  }
}

/** Reads the fiscal memories from document `from` on and compares them with the records. One register that is away hides no other. */
export async function auditAll({ stations, store, claims }: AuditParts, from = 1): Promise<Audit> {
  const memories: Read[] = []
  const unread: Unread[] = []
  for (const station of stations) {
    const read = await readMemory(station, from)
    if ('documents' in read) memories.push(read)
    else unread.push(read)
  }
  // After the documents: a receipt that is registered meanwhile has a number above those looked at, its record is never behind.
  const records: Audited[] = []
  const findings: RecordFinding[] = []
  const unreadable = (uuid: string): void => void findings.push({ kind: 'record-unreadable', uuid })
  for await (const record of store.all(unreadable)) records.push(auditedOf(record))
  findings.push(...undecided(records))
  const registers = memories.map(({ station, fn, to, documents }): AuditReport => {
    const claimedByPerson = (number: number): string | undefined => claims.claimedByPerson(fn, number)
    const receipts = documents.filter(({ kind }) => kind === 'receipt').length
    const found = audit({ fn, from, to, documents, records, claimedByPerson })
    return { registerId: station.id, fn, from, to, receipts, findings: found }
  })
  const found = findings.length > 0 || registers.some((report) => report.findings.length > 0)
  return { clean: !found && unread.length === 0, registers, unread, records: findings }
}
