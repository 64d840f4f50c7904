import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import { DurableJson } from './durable-json.ts'
import type { FolderSync } from './folder-sync.ts'

interface Reserved {
  /** No number up to this one will be handed out again. */
  readonly upTo: number
}

/** How many numbers one durable write buys. A restart wastes at most that many: gaps are harmless, repeats are not. */
const block = 1000

/** The order of acceptance: numbers that only grow, over restarts too, whatever the clock says (promise, rule 20). */
export class Sequence {
  readonly #file: Low<Reserved>
  /** Last number that is durably reserved. */
  #upTo: number
  #next: number
  #reserving: Promise<void> | undefined

  private constructor(file: Low<Reserved>, taken: number) {
    this.#file = file
    this.#upTo = taken
    this.#next = taken + 1
  }

  /** `atLeast`: a number known to be taken, from records that outlived a lost counter file. */
  static async load(files: Files, folders: FolderSync, root: string, atLeast: number): Promise<Sequence> {
    const file = new Low<Reserved>(new DurableJson(files, folders, join(root, 'sequence.json')), { upTo: 0 })
    await file.read()
    return new Sequence(file, Math.max(file.data.upTo, atLeast))
  }

  /** The next number. Rejects with what the disk throws when a new block cannot be reserved. */
  async take(): Promise<number> {
    while (this.#next > this.#upTo) {
      this.#reserving ??= this.#reserve()
      try {
        await this.#reserving
      } finally {
        this.#reserving = undefined
      }
    }
    this.#next += 1
    return this.#next - 1
  }

  async #reserve(): Promise<void> {
    const upTo = this.#next + block - 1
    this.#file.data = { upTo }
    await this.#file.write()
    this.#upTo = upTo
  }
}
