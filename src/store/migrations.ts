import { type ReceiptRecord, recordFormat } from '../record/record.ts'

/** Records of a newer program: reading them with this one could lose what they say. */
export class NewerFormat extends Error {
  override readonly name = 'NewerFormat'
}

/** A record as it stands in its file, whatever its format. */
export type StoredRecord = Readonly<Record<string, unknown>> & { readonly format: number }

/** Brings a record from one format to the next; the format number itself is not its business. */
export type Migration = (record: StoredRecord) => Readonly<Record<string, unknown>>

/**
 * Format -> how its records become the next one's. A new format needs its step here and a record of the old one among the
 * tests. Records are brought up as they are read, and written in the new form at their next change: an upgrade touches no history.
 */
const migrations: Readonly<Record<number, Migration>> = {}

/** The record in today's format. Throws NewerFormat, and TypeError for a format that no step leads on from. */
export function migrated(stored: StoredRecord, steps = migrations, today = recordFormat): ReceiptRecord {
  if (stored.format > today) throw new NewerFormat(`format ${stored.format} is newer than ${today}`)
  let record = stored
  while (record.format < today) {
    const step = steps[record.format]
    if (step === undefined) throw new TypeError(`no way on from format ${record.format}`)
    record = { ...step(record), format: record.format + 1 }
  }
  return record as unknown as ReceiptRecord
}
