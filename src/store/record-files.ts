import { basename, join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isUuid } from '../record/identity.ts'
import { receiptFromJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { CorruptFile, DurableJson } from './durable-json.ts'
import type { FolderSync } from './folder-sync.ts'
import { migrated, NewerFormat, type StoredRecord } from './migrations.ts'
import { closedFolder, namesIn, openFolder } from './store-folders.ts'

const extension = '.json'

const stemsOf = (names: readonly string[]): string[] =>
  names.filter((name) => name.endsWith(extension)).map((name) => name.slice(0, -extension.length))

/** Names the folder of a closed receipt. */
export const prefixOf = (uuid: string): string => uuid.slice(0, 2)

/** One receipt, one file: where it lies, and what it holds. */
export class RecordFiles {
  readonly #files: Files
  readonly #folders: FolderSync
  readonly #root: string

  constructor(files: Files, folders: FolderSync, root: string) {
    this.#files = files
    this.#folders = folders
    this.#root = root
  }

  openPath(uuid: string): string {
    return join(this.#root, openFolder, uuid + extension)
  }

  closedPath(uuid: string): string {
    return join(this.#closedFolderOf(prefixOf(uuid)), uuid + extension)
  }

  #closedFolderOf(prefix: string): string {
    return join(this.#root, closedFolder, prefix)
  }

  /** Undefined when there is no such file. Throws CorruptFile and NewerFormat. */
  async read(path: string): Promise<ReceiptRecord | undefined> {
    const stored = await this.#file<StoredRecord>(path).read()
    if (stored === null) return undefined
    if (
      typeof stored !== 'object' ||
      typeof stored.format !== 'number' ||
      stored['uuid'] !== basename(path, extension)
    ) {
      throw new CorruptFile(path, 'not the record of that receipt')
    }
    try {
      const record = migrated(stored)
      // JSON that a failing disk changed is JSON still: what could never be printed must not stop the lane.
      if (record.receipt !== null) receiptFromJson(record.receipt)
      return record
    } catch (error) {
      if (error instanceof NewerFormat) throw error
      throw new CorruptFile(path, error)
    }
  }

  /** Resolves when the record is durable. */
  write(path: string, record: ReceiptRecord): Promise<void> {
    return this.#file<ReceiptRecord>(path).write(record)
  }

  #file<T>(path: string): DurableJson<T> {
    return new DurableJson(this.#files, this.#folders, path)
  }

  /** The names in `open/`, whatever they stand for. */
  async openNames(): Promise<string[]> {
    return stemsOf(await namesIn(this.#files, join(this.#root, openFolder))).sort()
  }

  /** UUIDs of closed receipts, one folder after the other. */
  async *closedUuids(): AsyncGenerator<string> {
    for (const folder of (await this.#files.list(join(this.#root, closedFolder))).sort()) {
      yield* (await this.#closedIn(folder)).sort()
    }
  }

  /** UUID of the closed receipt whose name begins so. */
  async closedLike(beginning: string): Promise<string | undefined> {
    return (await this.#closedIn(prefixOf(beginning))).find((uuid) => uuid.startsWith(beginning))
  }

  async #closedIn(folder: string): Promise<string[]> {
    return stemsOf(await namesIn(this.#files, this.#closedFolderOf(folder))).filter(isUuid)
  }
}
