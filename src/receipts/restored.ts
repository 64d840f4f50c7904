import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Clock } from '../../drivers/clock.ts'
import type { Files } from '../../drivers/files.ts'
import type { Log } from '../../drivers/log.ts'
import { KeyedLock } from '../base/keyed-lock.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { DurableJson } from '../store/durable-json.ts'
import type { FolderSync } from '../store/folder-sync.ts'
import { restoredPath } from '../store/store-folders.ts'
import type { Ledger } from './ledger.ts'

interface RestoredFile {
  readonly uuids?: readonly string[]
  /** Ids of registers whose fiscal memory was not read since the restore. */
  readonly unread?: readonly string[]
}

export interface RestoredParts {
  readonly files: Files
  readonly folders: FolderSync
  readonly root: string
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  /** Ids of the registers in the settings. */
  readonly registerIds: readonly string[]
}

/** Whether the receipt may be printed without a person's yes. */
function mayGoOn({ state }: ReceiptRecord): boolean {
  switch (state.name) {
    case 'accepted':
    case 'printing':
      return true
    case 'held':
      return state.because.kind !== 'overdue' && state.because.kind !== 'restored'
    case 'registered':
    case 'refused':
    case 'unresolved':
    case 'alias':
      return false
  }
}

/**
 * Receipts that wait in restored data: a backup, or the image of a disk. After the copy was made such a receipt may have been
 * refused, and its goods sold by another check, of which these data know nothing; or it was printed, as the fiscal memory will tell.
 * So the lane holds it until a person says yes, once the fiscal memory was read. Which receipts these are is durable until each is
 * held or ended. A receipt that is refused here may have been printed, too, until every fiscal memory was read.
 */
export class RestoredReceipts {
  readonly #parts: RestoredParts
  readonly #file: Low<RestoredFile | null>
  readonly #changes = new KeyedLock()
  /** UUIDs of receipts that waited at the start, and still wait without a person. */
  readonly #found: Set<string>
  /** UUIDs of receipts that must be held. */
  readonly #doubted: Set<string>
  /** Ids of registers. */
  readonly #unread: Set<string>
  /** Register's id -> monotonic ms at which this process had first read its memory to the end. */
  readonly #readAt = new Map<string, number>()

  private constructor(parts: RestoredParts, file: Low<RestoredFile | null>) {
    this.#parts = parts
    this.#file = file
    this.#found = new Set(
      parts.ledger.store
        .openReceipts()
        .filter(mayGoOn)
        .map(({ uuid }) => uuid),
    )
    const named = file.data?.uuids ?? (file.data === null ? [] : this.#found)
    this.#doubted = new Set([...named].filter((uuid) => this.#found.has(uuid)))
    const unread = file.data === null ? [] : (file.data.unread ?? parts.registerIds)
    this.#unread = new Set(unread.filter((id) => parts.registerIds.includes(id)))
    parts.ledger.onChange((record) => this.#follow(record))
  }

  static async load(parts: RestoredParts): Promise<RestoredReceipts> {
    const { files, folders, root, log } = parts
    const file = new Low<RestoredFile | null>(new DurableJson(files, folders, join(root, restoredPath)), null)
    try {
      await file.read()
    } catch (error) {
      // That the file is there tells that the data were restored.
      log.error({ err: error }, 'not known which receipts of a restored backup still wait: all are held')
      file.data = {}
    }
    return new RestoredReceipts(parts, file)
  }

  /** Whether the receipt must be held before anything else. */
  has(uuid: string): boolean {
    return this.#doubted.has(uuid)
  }

  /** Whether the register's memory must be read again, and the reading would count now. */
  wantsReading(registerId: string, closingTimeoutMs: number): boolean {
    if (!this.#unread.has(registerId)) return false
    const first = this.#readAt.get(registerId)
    return first === undefined || this.#parts.clock.monotonic() - first >= closingTimeoutMs
  }

  /** Whether a check that comes to this register as a new one may have been printed on another since. */
  isUnreadElsewhere(registerId: string): boolean {
    return this.#parts.registerIds.includes(registerId) && [...this.#unread].some((id) => id !== registerId)
  }

  /** Whether every memory was read: then a receipt that is refused here has a document in none. */
  get isSure(): boolean {
    return this.#unread.size === 0
  }

  /**
   * Notes that the register's memory was read to its end. A reading counts when it comes `closingTimeoutMs` after the first one, the
   * longest that a closing command may take: one that was under way at the restore has ended by then (promise, rule 2). Durable when it resolves.
   */
  async noteRead(registerId: string, closingTimeoutMs: number): Promise<void> {
    if (!this.#unread.has(registerId)) return
    const now = this.#parts.clock.monotonic()
    const first = this.#readAt.get(registerId) ?? now
    this.#readAt.set(registerId, first)
    if (now - first < closingTimeoutMs) return
    this.#unread.delete(registerId)
    await this.keep()
  }

  /** Makes durable which receipts must be held, before new ones are accepted. */
  keep(): Promise<void> {
    return this.#changes.run(restoredPath, () => this.#write())
  }

  /** Notes that these data are older than the fiscal memory, as if they had been restored just now. Durable when it resolves. */
  async behind(): Promise<void> {
    for (const uuid of this.#found) this.#doubted.add(uuid)
    for (const id of this.#parts.registerIds) this.#unread.add(id)
    await this.keep()
  }

  #follow(record: ReceiptRecord): void {
    const { uuid } = record
    if (mayGoOn(record)) return
    this.#found.delete(uuid)
    if (!this.#doubted.delete(uuid)) return
    this.keep().catch((error: unknown) => {
      this.#parts.log.warn({ uuid, err: error }, 'after a restart this receipt may be held once more')
    })
  }

  async #write(): Promise<void> {
    const { files, folders, root } = this.#parts
    const known = this.#file.data
    if (this.#doubted.size === 0 && this.#unread.size === 0) {
      if (known === null) return
      await files.remove(join(root, restoredPath))
      await folders.sync(root)
      this.#file.data = null
      return
    }
    const uuids = [...this.#doubted]
    const unread = [...this.#unread]
    if (known?.uuids?.join() === uuids.join() && (known.unread ?? []).join() === unread.join()) return
    this.#file.data = { uuids, unread }
    try {
      await this.#file.write()
    } catch (error) {
      this.#file.data = known
      throw error
    }
  }
}
