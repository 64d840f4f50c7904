import { toWitness } from '../../drivers/ffd/document.ts'
import type { FiscalRegister, Witness } from '../../drivers/register.ts'
import type { ReceiptRecord } from '../receipts/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { audit, type Finding } from './audit.ts'
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

/** Reads the fiscal memory of one register from document `from` on and compares it with the records. Throws RegisterError. */
export async function auditRegister(
  station: Station,
  store: ReceiptStore,
  claims: Claims,
  from = 1,
): Promise<AuditReport> {
  const { fn, lastDocument: to } = await station.lane.use((register, signal) => register.baseline(signal))
  const documents = await readDocuments(station, from, to)
  const records: ReceiptRecord[] = []
  for await (const record of store.all()) if (record.registerId === station.id) records.push(record)
  const claimedByPerson = (number: number): string | undefined => claims.claimedByPerson(fn, number)
  const findings = audit({ fn, from, to, documents, records, claimedByPerson })
  const receipts = documents.filter(({ kind }) => kind === 'receipt').length
  return { registerId: station.id, fn, from, to, receipts, findings }
}
