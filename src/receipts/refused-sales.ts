import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import { DurableJson } from '../store/durable-json.ts'
import type { FolderSync } from '../store/folder-sync.ts'

/** UUIDs of one sale: the receipts that Bitrix24 was told are refused, and the one accepted since. */
interface RefusedSale {
  readonly refused: readonly string[]
  readonly soldAs?: string
}

/** By fingerprint. */
type RefusedFile = Readonly<Record<string, RefusedSale>>

/**
 * Which refused sales were sold since under another uuid (promise, rule 12): Bitrix24 may send a refused check again at any
 * time, and by then the manager may have printed a new check for the same goods. One small file: refusals are rare.
 */
export class RefusedSales {
  readonly #file: Low<RefusedFile>

  private constructor(file: Low<RefusedFile>) {
    this.#file = file
  }

  static async load(files: Files, folders: FolderSync, root: string): Promise<RefusedSales> {
    const file = new Low<RefusedFile>(new DurableJson(files, folders, join(root, 'refused.json')), {})
    await file.read()
    return new RefusedSales(file)
  }

  /** Makes durable that a sale is refused; before Bitrix24 is told so. */
  async noteRefused(fingerprint: string, uuid: string): Promise<void> {
    const { refused = [], soldAs } = this.#file.data[fingerprint] ?? {}
    if (refused.includes(uuid)) return
    const stillSold = soldAs !== undefined && soldAs !== uuid
    await this.#change(fingerprint, { refused: [...refused, uuid], ...(stillSold && { soldAs }) })
  }

  /** Makes durable that a sale which was refused is accepted under another UUID; before that one is answered. */
  async noteAccepted(fingerprint: string, uuid: string): Promise<void> {
    const sale = this.#file.data[fingerprint]
    if (sale === undefined || sale.refused.includes(uuid) || sale.soldAs === uuid) return
    await this.#change(fingerprint, { ...sale, soldAs: uuid })
  }

  /** The receipt accepted since `uuid` was refused for the same sale. */
  soldSince(fingerprint: string, uuid: string): string | undefined {
    const sale = this.#file.data[fingerprint]
    return sale?.refused.includes(uuid) === true ? sale.soldAs : undefined
  }

  async #change(fingerprint: string, sale: RefusedSale): Promise<void> {
    const before = this.#file.data
    this.#file.data = { ...before, [fingerprint]: sale }
    try {
      await this.#file.write()
    } catch (error) {
      this.#file.data = before
      throw error
    }
  }
}
