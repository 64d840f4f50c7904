import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Low } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import { DurableJson } from '../store/durable-json.ts'
import type { FolderSync } from '../store/folder-sync.ts'

/** Refused receipts of one sale, each with the receipt accepted since; null when there is none. */
type RefusedSale = Readonly<Record<string, string | null>>

/** By fingerprint. */
type RefusedFile = Record<string, RefusedSale>

/**
 * Which refused sales were sold since under another uuid (promise, rule 12): Bitrix24 may send a refused check again at any
 * time, and by then the manager may have printed a new check for the same goods. The ledger notes every change here before
 * the record itself is durable. One small file: refusals are rare.
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

  /** Makes durable that a receipt is refused: no sale, and one that may come again. */
  async noteRefused(fingerprint: string, uuid: string): Promise<void> {
    const sale = this.#file.data[fingerprint]
    const edited = edit({ [uuid]: null, ...sale }, (_, soldAs) => (soldAs === uuid ? null : soldAs))
    await this.#change(fingerprint, edited)
  }

  /** Makes durable that a sale is accepted which was refused under another UUID. */
  async noteAccepted(fingerprint: string, uuid: string): Promise<void> {
    const sale = this.#file.data[fingerprint]
    if (sale === undefined) return
    await this.#change(
      fingerprint,
      edit(sale, (refused, soldAs) => (refused === uuid ? soldAs : (soldAs ?? uuid))),
    )
  }

  /** The receipt accepted since `uuid` was refused for the same sale. */
  soldSince(fingerprint: string, uuid: string): string | undefined {
    return this.#file.data[fingerprint]?.[uuid] ?? undefined
  }

  async #change(fingerprint: string, sale: RefusedSale): Promise<void> {
    const { data } = this.#file
    const before = data[fingerprint]
    if (isDeepStrictEqual(before, sale)) return
    data[fingerprint] = sale
    try {
      await this.#file.write()
    } catch (error) {
      // Only what is still as this change left it: another one may have reached the disk meanwhile.
      if (data[fingerprint] === sale) {
        if (before === undefined) delete data[fingerprint]
        else data[fingerprint] = before
      }
      throw error
    }
  }
}

function edit(sale: RefusedSale, soldAsOf: (refused: string, soldAs: string | null) => string | null): RefusedSale {
  return Object.fromEntries(Object.entries(sale).map(([uuid, soldAs]) => [uuid, soldAsOf(uuid, soldAs)]))
}
