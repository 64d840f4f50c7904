import { join } from 'node:path'
import type { Files } from '../../drivers/files.ts'

const probeName = '.write-probe'

/** Knows whether the data folder takes writes: from what happens to the store's own ones, and by a write of its own after a failure. */
export class StoreHealth {
  readonly #files: Files
  readonly #folder: string
  /** What the system said to the last call that failed; undefined once a file was written since. */
  failure: string | undefined
  /** Those who use the disk for the store use it through this. */
  readonly files: Files

  constructor(files: Files, folder: string) {
    this.#files = files
    this.#folder = folder
    const fail = (error: unknown): never => this.#fail(error)
    const well = (): void => {
      this.failure = undefined
    }
    this.files = {
      ...files,
      writeFile: (...all) => files.writeFile(...all).then(well, fail),
      append: (...all) => files.append(...all).then(well, fail),
      // That they succeed says nothing: on a full disk a withdrawn receipt's folder is synced and its file removed as ever.
      rename: (...all) => files.rename(...all).catch(fail),
      syncFolder: (...all) => files.syncFolder(...all).catch(fail),
      makeFolder: (path) => files.makeFolder(path).catch(fail),
      remove: (path) => files.remove(path).catch(fail),
    }
  }

  #fail(error: unknown): never {
    const { code } = error as NodeJS.ErrnoException
    // A missing file is the business of whoever asked for it.
    if (code !== 'ENOENT') this.failure = code ?? String(error)
    throw error
  }

  /** After a failure: tries whether the folder takes writes again. */
  async probe(): Promise<void> {
    if (this.failure === undefined) return
    const path = join(this.#folder, probeName)
    try {
      await this.files.writeFile(path, 'probe', true)
      await this.#files.remove(path)
    } catch {
      // It still fails; `failure` says how.
    }
  }
}
