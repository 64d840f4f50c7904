import { dirname } from 'node:path'
import type { Adapter } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import type { FolderSync } from './folder-sync.ts'

/** A file that is there but holds no JSON: torn by a failing disk, or written by somebody else. */
export class CorruptFile extends Error {
  override readonly name = 'CorruptFile'
  readonly path: string

  constructor(path: string, cause: unknown) {
    super(`${path} holds no readable JSON`, { cause })
    this.path = path
  }
}

/** Names that a crash in the middle of a write may leave behind; nobody reads them. */
export const temporarySuffix = '.tmp'

/** Says whether a failed call to `Files` means that there is no such file. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Says nothing of the file, only of this process: it may not read it, or has too many files open. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof Error && /^(EACCES|EPERM|EMFILE|ENFILE)$/.test(String((error as NodeJS.ErrnoException).code))

/**
 * lowdb's adapter for one JSON file, with the durability that lowdb's own does not promise: when `write` resolves, the
 * content and the name are on disk; a crash at any moment leaves the old content or the new one, never a mixture
 * (temporary file, fsync, rename, fsync of the folder). Every write is done: none is merged into a later one.
 */
export class DurableJson<T> implements Adapter<T> {
  readonly #files: Files
  readonly #folders: FolderSync
  readonly #path: string
  #last: Promise<void> = Promise.resolve()

  constructor(files: Files, folders: FolderSync, path: string) {
    this.#files = files
    this.#folders = folders
    this.#path = path
  }

  /** null when there is no such file. Throws CorruptFile. */
  async read(): Promise<T | null> {
    let bytes: Uint8Array
    try {
      bytes = await this.#files.readFile(this.#path)
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
    try {
      return JSON.parse(Buffer.from(bytes).toString('utf8')) as T
    } catch (error) {
      throw new CorruptFile(this.#path, error)
    }
  }

  write(data: T): Promise<void> {
    const text = JSON.stringify(data)
    const done = this.#last.then(() => this.#replace(text))
    // A failed write is its caller's to handle; the next one must still be tried.
    this.#last = done.catch(() => undefined)
    return done
  }

  async #replace(text: string): Promise<void> {
    const temporary = this.#path + temporarySuffix
    await this.#files.writeFile(temporary, text, true)
    await this.#files.rename(temporary, this.#path)
    await this.#folders.sync(dirname(this.#path))
  }
}
