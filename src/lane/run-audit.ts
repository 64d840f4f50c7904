import { toWitness } from '../../drivers/ffd/document.ts'
import type { FiscalRegister, Witness } from '../../drivers/register.ts'
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

export interface Audit {
  /** Nothing was found, neither in a fiscal memory nor among the records. */
  readonly clean: boolean
  readonly registers: readonly AuditReport[]
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
        const stored = await register.readDocument(number, signal)
        witnesses.push(stored === undefined ? { kind: 'unreadable', number } : toWitness(stored, station.timeZone))
      }
    }
    await station.lane.use(read)
  }
  return witnesses
}

async function readMemory(station: Station, from: number): Promise<Read> {
  const { fn, lastDocument: to } = await station.lane.use((register, signal) => register.baseline(signal))
  return { station, fn, to, documents: await readDocuments(station, from, to) }
}

/** Reads the fiscal memories from document `from` on and compares them with the records. Throws RegisterError. */
export async function auditAll({ stations, store, claims }: AuditParts, from = 1): Promise<Audit> {
  const memories: Read[] = []
  for (const station of stations) memories.push(await readMemory(station, from))
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
  const clean = findings.length === 0 && registers.every((report) => report.findings.length === 0)
  return { clean, registers, records: findings }
}
