import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import { DurableJson } from '../store/durable-json.ts'
import type { FolderSync } from '../store/folder-sync.ts'

/** FN by register id. */
type FnFile = Readonly<Record<string, string>>

/**
 * The FN that each register had when it was last met, over restarts: a register that is away is still known to be one for tests,
 * and its receipts wait for it.
 */
export class KnownFns {
  readonly #file: Low<FnFile>

  private constructor(file: Low<FnFile>) {
    this.#file = file
  }

  static async load(files: Files, folders: FolderSync, root: string): Promise<KnownFns> {
    const file = new Low<FnFile>(new DurableJson(files, folders, join(root, 'registers.json')), {})
    try {
      await file.read()
    } catch {
      // Nobody's sale is in it: the registers will be met again.
    }
    return new KnownFns(file)
  }

  /** Undefined for a register that was never met. */
  of(registerId: string): string | undefined {
    return this.#file.data[registerId]
  }

  async note(registerId: string, fn: string): Promise<void> {
    if (this.of(registerId) === fn) return
    this.#file.data = { ...this.#file.data, [registerId]: fn }
    await this.#file.write()
  }
}
