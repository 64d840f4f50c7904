import { join } from 'node:path'
import type { Files } from '../../drivers/files.ts'

const probeName = '.write-probe'

/** Knows whether the data folder takes writes: from what happens to the store's own ones, and by a write of its own after a failure. */
export class StoreHealth {
  readonly #files: Files
  readonly #folder: string
  /** What the system said to the last write that failed; undefined once one succeeded. */
  failure: string | undefined
  /** Those who use the disk for the store use it through this. */
  readonly files: Files

  constructor(files: Files, folder: string) {
    this.#files = files
    this.#folder = folder
    const watched =
      <Arguments extends unknown[]>(call: (...all: Arguments) => Promise<void>) =>
      (...all: Arguments): Promise<void> =>
        this.#follow(call(...all))
    this.files = {
      ...files,
      writeFile: watched((...all) => files.writeFile(...all)),
      append: watched((...all) => files.append(...all)),
      rename: watched((...all) => files.rename(...all)),
      syncFolder: watched((...all) => files.syncFolder(...all)),
      // That they succeed says nothing: a folder that is there, a file that is not, cost no write.
      makeFolder: (path) => files.makeFolder(path).catch((error: unknown) => this.#fail(error)),
      remove: (path) => files.remove(path).catch((error: unknown) => this.#fail(error)),
    }
  }

  #follow(done: Promise<void>): Promise<void> {
    return done.then(
      () => {
        this.failure = undefined
      },
      (error: unknown) => this.#fail(error),
    )
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
