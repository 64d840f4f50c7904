import type { Tags } from '../../ffd/tags.ts'
import { decodeTags, encodeTags } from '../../ffd/tlv.ts'
import type { Files } from '../../files.ts'
import { DamagedRecords, openRecordFile, type RecordFile } from './record-file.ts'

/** The file's name in the simulator's folder. */
export const fiscalMemoryFile = 'fiscal-memory.bin'

/** A document as the fiscal memory keeps it. */
export interface FiscalRecord {
  /** FD (1040). */
  readonly number: number
  /** 1 registration, 2 shift opening, 3 receipt, 5 shift closing … (fiscal-data 0). */
  readonly code: number
  readonly tags: Tags
  /** The tags as they stand in the file and as A4 45/46 read them. */
  readonly tlv: Uint8Array
}

function parse(record: Uint8Array): FiscalRecord {
  const bytes = Buffer.from(record)
  const tlv = record.subarray(5)
  return { number: bytes.readUInt32LE(0), code: bytes.readUInt8(4), tlv, tags: decodeTags(tlv) }
}

/**
 * The memory of fiscal documents (FN): it only ever grows, and a document is in it for good before `append` resolves.
 * Numbers run without gaps from the first document's.
 */
export class FiscalMemory {
  readonly #file: RecordFile
  readonly #records: FiscalRecord[]
  readonly #before: number

  constructor(file: RecordFile, records: FiscalRecord[], before: number) {
    this.#file = file
    this.#records = records
    this.#before = before
  }

  /** Number of the last document; that of the one before the first when there is none. */
  get last(): number {
    return this.#before + this.#records.length
  }

  get records(): readonly FiscalRecord[] {
    return this.#records
  }

  get(number: number): FiscalRecord | undefined {
    return this.#records[number - this.#before - 1]
  }

  /** Keeps the next document durably. `tags` already carry its number (1040). */
  async append(code: number, tags: Tags): Promise<FiscalRecord> {
    const head = Buffer.alloc(5)
    const number = this.last + 1
    head.writeUInt32LE(number, 0)
    head.writeUInt8(code, 4)
    const tlv = encodeTags(tags)
    await this.#file.append(Buffer.concat([head, tlv]))
    const record = { number, code, tags: decodeTags(tlv), tlv }
    this.#records.push(record)
    return record
  }
}

/**
 * Opens the fiscal memory in `folder`, cutting a document that a power cut left half-written. `before` is the number
 * that a new memory's first document follows. Throws DamagedRecords when the file cannot be trusted.
 */
export async function openFiscalMemory(
  files: Files,
  folder: string,
  before = 0,
): Promise<{ memory: FiscalMemory; cut: number }> {
  const { file, records, cut } = await openRecordFile(files, folder, fiscalMemoryFile)
  const documents = records.map(parse)
  const start = documents[0] === undefined ? before : documents[0].number - 1
  documents.forEach((document, index) => {
    if (document.number !== start + index + 1) throw new DamagedRecords(`document ${document.number} out of order`)
  })
  return { memory: new FiscalMemory(file, documents, start), cut }
}
