import { dirname } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { KeyedLock } from '../base/keyed-lock.ts'
import { isUuid } from '../record/identity.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { Archive, ArchiveDamaged } from './archive.ts'
import { isForbidden } from './durable-json.ts'
import type { FolderSync } from './folder-sync.ts'
import { NewerFormat } from './migrations.ts'
import { OpenRecords } from './open-records.ts'
import { prefixOf, RecordFiles } from './record-files.ts'
import { moveAside, setAside } from './set-aside.ts'
import { StoreFolders } from './store-folders.ts'

/** A file of a receipt that cannot be used as it is; the caller decides what that means. */
export interface UnreadableRecord {
  readonly uuid: string
  readonly path: string
  readonly cause: unknown
}

/** A newer format, or an archive that is damaged as a whole, is not the fault of one file. */
function toldOrThrown(error: unknown, uuid: string, tell?: (uuid: string, cause: unknown) => void): undefined {
  if (tell === undefined || error instanceof NewerFormat || error instanceof ArchiveDamaged) throw error
  tell(uuid, error)
}

/** A record became durable too late: it must be withdrawn. */
class Unwanted extends Error {
  override readonly name = 'Unwanted'
}

/**
 * One receipt, one file, one name: `open/<uuid>.json` while the bridge owes something (a print, an answer), afterwards
 * `receipts/<first two characters>/<uuid>.json`. Only `open/` is read at start and kept in memory, so nothing grows with history.
 */
export class ReceiptStore {
  readonly #files: Files
  readonly #folders: FolderSync
  readonly #records: RecordFiles
  readonly #open = new OpenRecords()
  /** Records of which nobody knows whether they are on disk as memory has them, with what must be done before they are written. */
  readonly #doubtful = new Map<string, (() => Promise<unknown>) | undefined>()
  /** Receipts under their closed name already, which may not be durable. */
  readonly #moved = new Set<string>()
  /** Names in `open/` of closed receipts. */
  readonly #leftovers = new Set<string>()
  readonly #layout: StoreFolders
  readonly #lock = new KeyedLock()
  /** Closed receipts of past years. */
  readonly archive: Archive

  private constructor(files: Files, folders: FolderSync, root: string) {
    this.archive = new Archive(files, folders, root)
    this.#files = files
    this.#folders = folders
    this.#records = new RecordFiles(files, folders, root)
    this.#layout = new StoreFolders(files, folders, root)
  }

  /**
   * Reads `open/`, also on a disk that takes no writes. Unreadable files are reported and left where they are. Throws NewerFormat, and
   * what the system says when this process may not read.
   */
  static async load(
    files: Files,
    folders: FolderSync,
    root: string,
  ): Promise<{ store: ReceiptStore; unreadable: UnreadableRecord[] }> {
    const store = new ReceiptStore(files, folders, root)
    await store.#layout.load()
    const doubtful: string[] = []
    for (const uuid of await store.#records.openNames()) {
      if ((await store.#loadOne(uuid)) !== undefined) doubtful.push(uuid)
    }
    // A passing error takes no receipt from the shop.
    const unreadable: UnreadableRecord[] = []
    for (const uuid of doubtful) unreadable.push(...((await store.#loadOne(uuid)) ?? []))
    return { store, unreadable }
  }

  /** Reads a name of `open/`, and the closed copy that a crash between the two folder syncs of a move leaves beside it. */
  async #loadOne(uuid: string): Promise<UnreadableRecord[] | undefined> {
    let path = this.#records.openPath(uuid)
    try {
      const record = await this.#records.read(path)
      if (record === undefined) return undefined
      this.#remember(record)
      path = this.#records.closedPath(uuid)
      const moved = await this.findClosed(uuid)
      if (moved === undefined || moved.revision < record.revision) return undefined
      this.#forget(uuid)
      this.#leftovers.add(uuid)
      return undefined
    } catch (cause) {
      if (cause instanceof NewerFormat || isForbidden(cause)) throw cause
      return [{ uuid, path, cause }]
    }
  }

  #remember(record: ReceiptRecord): void {
    this.#open.set(record)
    this.#doubtful.delete(record.uuid)
  }

  #forget(uuid: string): void {
    this.#open.delete(uuid)
    this.#doubtful.delete(uuid)
  }

  async #forgetOpen(uuid: string): Promise<void> {
    const path = this.#records.openPath(uuid)
    await this.#files.remove(path)
    await this.#folders.sync(dirname(path))
  }

  /** Receipts that the bridge still owes something, in the order of acceptance. */
  openReceipts(): ReceiptRecord[] {
    return this.#open.all()
  }

  /** Receipts of a register that are to be printed, are being printed or wait for a decision, in the order of acceptance. */
  toDo(registerId: string): ReceiptRecord[] {
    return this.#open.toDo(registerId)
  }

  /** Whether there is a readable record of it among the open ones. */
  isOpen(uuid: string): boolean {
    return this.#open.get(uuid) !== undefined
  }

  /** Open receipts with that fingerprint. */
  openLike(fingerprint: string): ReceiptRecord[] {
    return this.#open.like(fingerprint)
  }

  /** The record as it is on disk; undefined when there is none. Throws CorruptFile. */
  async find(uuid: string): Promise<ReceiptRecord | undefined> {
    if (!isUuid(uuid)) return undefined
    return this.#open.get(uuid) ?? (await this.findClosed(uuid)) ?? (await this.archive.find(uuid))
  }

  /** A closed record that is not archived. Throws CorruptFile. */
  async findClosed(uuid: string): Promise<ReceiptRecord | undefined> {
    return this.#layout.has(prefixOf(uuid)) ? this.#records.read(this.#records.closedPath(uuid)) : undefined
  }

  /** Removes the file of a closed record that is in the archive, unless it has changed since `revision`. */
  removeArchived(uuid: string, revision: number): Promise<void> {
    return this.exclusive(uuid, async () => {
      if ((await this.findClosed(uuid))?.revision !== revision) return
      await this.#files.remove(this.#records.closedPath(uuid))
    })
  }

  /** UUID of the receipt whose name begins so: what a mark found in a fiscal memory may belong to. */
  async nameLike(prefix: string): Promise<string | undefined> {
    const open = this.#open.withPrefix(prefix)
    return open?.uuid ?? (await this.#records.closedLike(prefix)) ?? this.archive.nameLike(prefix)
  }

  async findByPrefix(prefix: string): Promise<ReceiptRecord | undefined> {
    const uuid = await this.nameLike(prefix)
    return uuid === undefined ? undefined : this.find(uuid)
  }

  /**
   * Every receipt, open ones first. Reads one file at a time: for audits and exports, not for answers. Throws CorruptFile,
   * unless `unreadable` is to be told and the others follow.
   */
  async *all(unreadable?: (uuid: string, cause: unknown) => void): AsyncGenerator<ReceiptRecord> {
    const find = (uuid: string) => this.find(uuid).catch((error: unknown) => toldOrThrown(error, uuid, unreadable))
    const open = this.openReceipts()
    yield* open
    const skip = new Set(open.map(({ uuid }) => uuid))
    for await (const uuid of this.#records.closedUuids()) {
      if (skip.has(uuid)) continue
      const record = await find(uuid)
      if (record !== undefined) yield record
      skip.add(uuid)
    }
    for await (const uuid of this.archive.uuids()) {
      const record = skip.has(uuid) ? undefined : await find(uuid)
      if (record !== undefined) yield record
    }
  }

  /** Runs `work` while nobody else reads or changes that receipt through `exclusive`. Not re-entrant. */
  exclusive<T>(uuid: string, work: () => Promise<T>): Promise<T> {
    return this.#lock.run(uuid, work)
  }

  /**
   * Makes the record durable in `open/`. When it rejects, the record may or may not be on disk; memory keeps the old
   * state, so that whoever wanted the change does not act on it. `stillWanted` is asked once the record is durable and
   * before anybody can see it; when it says no, the promise rejects with Unwanted.
   */
  async save(record: ReceiptRecord, stillWanted: () => boolean = () => true): Promise<void> {
    await this.#prepare(record.uuid)
    await this.#records.write(this.#records.openPath(record.uuid), record)
    this.#moved.delete(record.uuid)
    if (!stillWanted()) throw new Unwanted('nobody waits for this record any more')
    this.#remember(record)
  }

  async #prepare(uuid: string): Promise<void> {
    await this.#layout.makeDurable()
    await this.#doubtful.get(uuid)?.()
    if (this.#doubtful.has(uuid)) this.#doubtful.set(uuid, undefined)
  }

  /**
   * Keeps a record in memory of which nobody knows whether it is on disk, so that it counts as open. `first` is done once, before
   * anybody writes it.
   */
  rememberDoubtful(record: ReceiptRecord, first?: () => Promise<unknown>): void {
    this.#remember(record)
    this.#doubtful.set(record.uuid, first)
  }

  /** Whether a record may be in memory only: nobody may be told of it before it was written once more. */
  isDoubtful(uuid: string): boolean {
    return this.#doubtful.has(uuid)
  }

  /**
   * Moves a durable record to `receipts/`: one rename, the new folder synced before the old one, so that after a crash the name
   * is in at least one of them. May be done again when it rejects.
   */
  async putAway(uuid: string): Promise<void> {
    const from = this.#records.openPath(uuid)
    const to = this.#records.closedPath(uuid)
    const folder = dirname(to)
    await this.#layout.add(prefixOf(uuid))
    if (!this.#moved.has(uuid)) await this.#files.rename(from, to)
    this.#moved.add(uuid)
    await this.#folders.sync(folder)
    await this.#folders.sync(dirname(from))
    this.#moved.delete(uuid)
    this.#forget(uuid)
  }

  /** Ends what a crash in the middle of a move left, durably: the names in `open/` of closed receipts. */
  async removeLeftovers(): Promise<void> {
    // The name in `receipts/` first: it may be the only one left.
    if (this.#leftovers.size > 0) await this.#layout.makeDurable()
    for (const uuid of [...this.#leftovers]) {
      await this.exclusive(uuid, async () => {
        // By now a new attempt may have taken the name.
        if (!this.isOpen(uuid)) await this.#forgetOpen(uuid)
        this.#leftovers.delete(uuid)
      })
    }
  }

  /** Makes sure that nothing of the record is left in `open/`, durably. */
  async discard(uuid: string): Promise<void> {
    this.#forget(uuid)
    await this.#forgetOpen(uuid)
  }

  /** Copies what an unreadable file holds to a name that tells so, if the disk gives it out. The result is where it is to be found. */
  setAside({ path }: UnreadableRecord, suffix: string): Promise<string> {
    return setAside(this.#files, this.#folders, path, suffix)
  }

  /** Takes an unreadable file out of the way that was set aside, unless the record that is open now took its place. */
  async removeUnreadable({ uuid, path }: UnreadableRecord, suffix: string): Promise<void> {
    if (this.isOpen(uuid) && path === this.#records.openPath(uuid)) return
    await moveAside(this.#files, this.#folders, path, suffix)
  }
}
