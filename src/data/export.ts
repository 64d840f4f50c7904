import type { Zone } from '../../drivers/ffd/local-time.ts'
import type { DayIndex } from '../store/day-index.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { byDocument, type ExportRow, exportRow } from './export-rows.ts'

export interface ExportParts {
  readonly store: ReceiptStore
  readonly index: DayIndex
  /** Today in the shop's zone, `YYYY-MM-DD`. */
  readonly today: () => string
  readonly zoneOf: (registerId: string) => Zone
}

const dayMs = 86_400_000
/** How far back a shift is looked for, days: a fiscal memory's life. */
const longestSearch = 1_100

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - dayMs).toISOString().slice(0, 10)

async function rowsOf({ store, zoneOf }: ExportParts, uuids: Iterable<string>): Promise<ExportRow[]> {
  const rows: ExportRow[] = []
  for (const uuid of uuids) {
    const record = await store.find(uuid)
    const row = record === undefined ? undefined : exportRow(record, zoneOf(record.registerId))
    if (row !== undefined) rows.push(row)
  }
  return rows.sort(byDocument)
}

/** Registered receipts that were accepted on a day. */
export const exportDay = async (parts: ExportParts, day: string): Promise<ExportRow[]> =>
  rowsOf(
    parts,
    (await parts.index.list(day)).map(({ uuid }) => uuid),
  )

/** Registered receipts of the latest shift of that number on a register. Receipts may have been accepted days before. */
export async function exportShift(parts: ExportParts, registerId: string, shift: number): Promise<ExportRow[]> {
  const found = new Set<string>()
  let day = parts.today()
  for (let looked = 0; looked < longestSearch; looked += 1) {
    const lines = (await parts.index.list(day)).filter(
      (one) => one.registerId === registerId && one.shift !== undefined,
    )
    for (const one of lines) if (one.shift === shift) found.add(one.uuid)
    // Days with receipts of earlier shifts only: nothing of this one can lie before them.
    if (lines.length > 0 && found.size > 0 && lines.every((one) => (one.shift ?? 0) < shift)) break
    day = dayBefore(day)
  }
  return rowsOf(parts, found)
}
