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
  /** Registers whose fiscal memory was not read since: until then no refusal of theirs is sure. */
  readonly unread?: readonly string[]
}

export interface RestoredParts {
  readonly files: Files
  readonly folders: FolderSync
  readonly root: string
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  /** Registers of the settings. */
  readonly registerIds: readonly string[]
}

/** Whether it may be printed without a person's yes. */
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
 * Receipts that wait in data which are older than the world: a restored backup, the image of a disk. Since then any of them may have
 * been refused, Bitrix24 told so, and its goods sold by another check, which left nothing here; and what is refused here may have come again
 * and been printed, as the fiscal memory will tell. The lane asks for each before it
 * prints it, once what the fiscal memory tells of it was claimed; then it is held until a person says yes. Who is meant is durable
 * until it is held, or ends otherwise.
 */
export class RestoredReceipts {
  readonly #parts: RestoredParts
  readonly #file: Low<RestoredFile | null>
  readonly #changes = new KeyedLock()
  /** Receipts that this start found, and which went on without a person since. */
  readonly #found: Set<string>
  readonly #doubted: Set<string>
  /** Registers. */
  readonly #unread: Set<string>
  /** Register -> monotonic ms of its first reading to the end in this life. */
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
      // That it is there says enough.
      log.error({ err: error }, 'not known which receipts of a restored backup still wait: all are held')
      file.data = {}
    }
    return new RestoredReceipts(parts, file)
  }

  /** Whether the receipt must be held before anything else. */
  has(uuid: string): boolean {
    return this.#doubted.has(uuid)
  }

  /** Whether a reading of the register's memory would make these data surer now; see `noteRead`. */
  wantsReading(registerId: string, closingTimeoutMs: number): boolean {
    if (!this.#unread.has(registerId)) return false
    const first = this.#readAt.get(registerId)
    return first === undefined || this.#parts.clock.monotonic() - first >= closingTimeoutMs
  }

  /** Whether another register may hold what comes to this one: a check that was printed there since comes here as a new one. */
  isUnreadElsewhere(registerId: string): boolean {
    return this.#parts.registerIds.includes(registerId) && [...this.#unread].some((id) => id !== registerId)
  }

  /** Every memory was read: whatever is refused here has no document in any of them. */
  get isSure(): boolean {
    return this.#unread.size === 0
  }

  /**
   * It was read to its end. It counts from the second time on, once a closing command has ended that may have been under way when the data
   * were put back (promise, rule 2): `closingTimeoutMs` is the longest that one may take, ms. Durable when it resolves.
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

  /** Makes durable who is meant: what is accepted from now on is not. */
  keep(): Promise<void> {
    return this.#changes.run(restoredPath, () => this.#write())
  }

  /** The fiscal memory shows what these data do not know: they are older, whoever put them back. Durable when it resolves. */
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
