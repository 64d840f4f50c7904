import { join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isMissing } from './durable-json.ts'
import type { FolderSync } from './folder-sync.ts'

/** A file of the data folder; `restore` leaves it without UUIDs: all receipts that the next start finds are meant. */
export const restoredPath = 'restored.json'

/** Folder of open receipts. */
export const openFolder = 'open'
/** Folder of closed receipts, each in a folder named by its first two characters. */
export const closedFolder = 'receipts'

/** Names in a folder; none when it is not there. */
export async function namesIn(files: Files, folder: string): Promise<string[]> {
  try {
    return await files.list(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** The folders of the store. Reading needs none of them; nothing is written before they are there durably. */
export class StoreFolders {
  readonly #files: Files
  readonly #folders: FolderSync
  readonly #root: string
  /** Folders of `receipts/` that are there: 1024 at most. What is not there need not be asked. */
  readonly #prefixes = new Set<string>()
  #isDurable = false

  constructor(files: Files, folders: FolderSync, root: string) {
    this.#files = files
    this.#folders = folders
    this.#root = root
  }

  /** Learns what is there. A disk that takes no writes can be read all the same: what it refuses is done before the first write. */
  async load(): Promise<void> {
    await this.makeDurable().catch(() => undefined)
    for (const name of await namesIn(this.#files, this.#closed)) this.#prefixes.add(name)
  }

  get #closed(): string {
    return join(this.#root, closedFolder)
  }

  has(prefix: string): boolean {
    return this.#prefixes.has(prefix)
  }

  /** Makes `open/`, `receipts/` and what was found in it durable, unless they are known to be. */
  async makeDurable(): Promise<void> {
    if (this.#isDurable) return
    for (const folder of [openFolder, closedFolder]) await this.#files.makeFolder(join(this.#root, folder))
    await this.#folders.sync(this.#root)
    await this.#folders.sync(this.#closed)
    this.#isDurable = true
  }

  /** Makes the folder of closed receipts durable whose names begin so. */
  async add(prefix: string): Promise<void> {
    if (this.#prefixes.has(prefix)) return
    await this.#files.makeFolder(join(this.#closed, prefix))
    await this.#folders.sync(this.#closed)
    this.#prefixes.add(prefix)
  }
}
