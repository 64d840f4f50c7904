import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Files } from '../../files.ts'

/** The file holds something else, or records in its middle are damaged: nothing may be written to it. */
export class DamagedRecords extends Error {
  override readonly name = 'DamagedRecords'
}

const magic = Buffer.from('FISCALM1')
/** Length and CRC-32 of the record, both 4 bytes little-endian. */
const headLength = 8
/** A fiscal document has at most 32,768 bytes (fiscal-data 0); its number and code come before it. */
const maxRecord = 32_768 + 16

function frame(record: Uint8Array): Buffer {
  const head = Buffer.alloc(headLength)
  head.writeUInt32LE(record.length, 0)
  head.writeUInt32LE(crc32(record), 4)
  return Buffer.concat([head, record])
}

/** The record that begins at `at`; undefined when there is no whole and sound one. */
function recordAt(bytes: Buffer, at: number): Uint8Array | undefined {
  if (at + headLength > bytes.length) return undefined
  const length = bytes.readUInt32LE(at)
  if (length === 0 || length > maxRecord || at + headLength + length > bytes.length) return undefined
  const record = bytes.subarray(at + headLength, at + headLength + length)
  return crc32(record) === bytes.readUInt32LE(at + 4) ? record : undefined
}

/** Sound records from the front, and the length up to which the file is sound. Throws DamagedRecords when sound ones follow damage. */
export function readRecords(content: Uint8Array): { records: Uint8Array[]; length: number } {
  const bytes = Buffer.from(content)
  if (bytes.length < magic.length) {
    if (!magic.subarray(0, bytes.length).equals(bytes)) throw new DamagedRecords('not a fiscal memory')
    return { records: [], length: 0 }
  }
  if (!bytes.subarray(0, magic.length).equals(magic)) throw new DamagedRecords('not a fiscal memory')
  const records: Uint8Array[] = []
  let length = magic.length
  for (let record = recordAt(bytes, length); record !== undefined; record = recordAt(bytes, length)) {
    records.push(record)
    length += headLength + record.length
  }
  // Only the last append can be torn: everything before it was synced.
  for (let at = length + 1; at < bytes.length; at++) {
    if (recordAt(bytes, at) !== undefined) throw new DamagedRecords(`damaged at byte ${length}, sound again at ${at}`)
  }
  return { records, length }
}

/** Append-only records in one file, each durable before `append` resolves. */
export class RecordFile {
  readonly #files: Files
  readonly #path: string
  readonly #folder: string
  #length: number
  #torn: boolean

  constructor(files: Files, folder: string, path: string, length: number, torn: boolean) {
    this.#files = files
    this.#folder = folder
    this.#path = path
    this.#length = length
    this.#torn = torn
  }

  /**
   * Adds a record; it is durable once the promise resolves. When it rejects (disk full, failing disk) the record may or
   * may not be there after the next start, and the next append first cuts what was left of it.
   */
  async append(record: Uint8Array): Promise<void> {
    if (this.#torn) {
      await this.#files.truncate(this.#path, this.#length)
      this.#torn = false
    }
    const bytes = frame(record)
    this.#torn = true
    if (this.#length === 0) {
      await this.#files.append(this.#path, Buffer.concat([magic, bytes]), true)
      await this.#files.syncFolder(this.#folder)
      this.#length = magic.length + bytes.length
    } else {
      await this.#files.append(this.#path, bytes, true)
      this.#length += bytes.length
    }
    this.#torn = false
  }
}

/** Opens or prepares the file, cutting a torn tail. Throws DamagedRecords, or Node's own errors. */
export async function openRecordFile(
  files: Files,
  folder: string,
  name: string,
): Promise<{ file: RecordFile; records: Uint8Array[]; cut: number }> {
  await files.makeFolder(folder)
  await files.syncFolder(dirname(folder))
  const path = `${folder}/${name}`
  let content: Uint8Array
  try {
    content = await files.readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return { file: new RecordFile(files, folder, path, 0, false), records: [], cut: 0 }
  }
  const { records, length } = readRecords(content)
  const cut = content.length - length
  // Also when nothing is torn: a killed process may have left whole records that were never synced, and truncating syncs.
  await files.truncate(path, length)
  // The name may have been created by a run that was cut off before it synced the folder.
  await files.syncFolder(folder)
  return { file: new RecordFile(files, folder, path, length, false), records, cut }
}
