import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import { KeyedLock } from '../base/keyed-lock.ts'
import { type ContentJson, contentFromJson, type DocumentJson } from '../record/receipt-json.ts'
import type { ReceiptEvent, ReceiptRecord, ReceiptState } from '../record/record.ts'
import { contentsOf, saysOneOf } from '../record/sent.ts'
import { DurableJson } from '../store/durable-json.ts'
import type { FolderSync } from '../store/folder-sync.ts'

/** A document that carries one of our marks and that no record owns. It is kept so that its receipt is not printed again. */
export interface Orphan {
  readonly document: DocumentJson
  readonly itemCount: number
  /** What it says; missing in files of the first edition. */
  readonly content?: ContentJson
  /** Further documents with the same mark. */
  readonly also?: readonly DocumentJson[]
}

/** A document that could not be read when it was met. */
export interface Unread {
  readonly number: number
  /** The order of the last receipt that was accepted when it was met. */
  readonly lastOrder: number
  /**
   * The document was there before this process, and no record has it: the store may be a restored one, or may have lost a record. Then
   * Bitrix24 may send the check of this document once more, so a receipt accepted later may be it, too. A document that appears while
   * the daemon runs always has its record.
   */
  readonly foundAtStart?: true
  /** A person gave it to a receipt, which is registered as it. It is no other receipt's then. */
  readonly given?: true
}

/** Whether the record says that nothing was printed. Of a receipt that has a document only an older store says so. */
export const isUnprinted = ({ name }: ReceiptState): boolean =>
  name === 'accepted' || name === 'held' || name === 'refused'

/** Whether a document that cannot be read is a certain receipt: `likely`, `possible`, or undefined when it cannot be. */
export type Doubt = 'likely' | 'possible' | undefined

/** How likely the receipt is that document: by the baseline of its attempt, or by its order when none was made. Pure. */
export function doubtOf({ order, state }: ReceiptRecord, fn: string, unread: Unread): Doubt {
  if (unread.given === true) return undefined
  if (state.name !== 'accepted' && state.name !== 'held' && state.name !== 'unresolved') return undefined
  const { tried } = state
  const baseline = tried && [tried.baseline, ...(tried.others ?? [])].find((one) => one.fn === fn)
  if (baseline !== undefined) return unread.number > baseline.lastDocument ? 'likely' : undefined
  if (order <= unread.lastOrder) return 'likely'
  return unread.foundAtStart === true ? 'possible' : undefined
}

/** What `claims.json` keeps. */
interface ClaimsFile {
  /** FN number -> last document number that was looked at. */
  readonly highWater: Readonly<Record<string, number>>
  /** FN number -> whether nothing was there so far: an FN forgets its oldest documents, what is missing before the first says nothing. */
  readonly forgetful?: Readonly<Record<string, boolean>>
  /** Mark -> document. */
  readonly orphans: Readonly<Record<string, Orphan>>
  /** `FN/FD` -> UUID, for documents that a person gave to a receipt. */
  readonly byPerson: Readonly<Record<string, string>>
  /** FN number -> documents below the high-water mark that are still to be read. Files of earlier versions have none. */
  readonly unread?: Readonly<Record<string, readonly Unread[]>>
}

export const keyOf = (fn: string, number: number): string => `${fn}/${number}`

const documentsOf = ({ document, also = [] }: Orphan): readonly DocumentJson[] => [document, ...also]

/** Names the documents of an orphan for people. */
export const nameOf = (orphan: Orphan): string =>
  `ФД ${documentsOf(orphan)
    .map(({ number }) => number)
    .join(', ')}`

/** The orphan of a mark after one more document with that mark was seen. */
function joined(known: Orphan | undefined, found: Orphan): Orphan {
  if (known === undefined) return found
  const { fn, number } = found.document
  if (documentsOf(known).some((one) => one.fn === fn && one.number === number)) return known
  return { ...known, also: [...(known.also ?? []), found.document] }
}

function saysTheSame(record: ReceiptRecord, { document, itemCount, content }: Orphan): boolean {
  const { receipt } = record
  if (receipt === null) return true
  if (content !== undefined) return saysOneOf(contentsOf(record), contentFromJson(content))
  return (
    receipt.settlement === document.settlement && receipt.total === document.total && receipt.items.length === itemCount
  )
}

/** The event that a found document means: registered when it says what was sent, else a question for a person. A tombstone is registered. */
export function eventFor(record: ReceiptRecord, orphan: Orphan): ReceiptEvent {
  const { document, also } = orphan
  if (also !== undefined) return { type: 'doubtful', why: 'several-documents' }
  return saysTheSame(record, orphan)
    ? { type: 'registered', document, proof: 'mark' }
    : { type: 'doubtful', why: 'content-differs' }
}

/** Whether a person has decided that a document with the receipt's mark, which says something else, is none of the receipt's. */
export const isDisowned = (record: ReceiptRecord, orphan: Orphan): boolean =>
  record.state.name === 'refused' && record.state.code === 'NOT_PRINTED' && eventFor(record, orphan).type === 'doubtful'

/** The high-water mark is made durable once in so many documents. A restart reads those after it again. */
const rememberEvery = 16

/** `claims.json` in memory and on disk. A change that the disk refuses is undone in memory. */
export class ClaimsMemory {
  readonly #file: Low<ClaimsFile>
  readonly #changes = new KeyedLock()
  /** FN number -> high-water mark, ahead of the file by less than `rememberEvery`. */
  readonly #seen = new Map<string, number>()

  private constructor(file: Low<ClaimsFile>) {
    this.#file = file
  }

  static async load(files: Files, folders: FolderSync, root: string): Promise<ClaimsMemory> {
    const empty: ClaimsFile = { highWater: {}, orphans: {}, byPerson: {} }
    const file = new Low<ClaimsFile>(new DurableJson(files, folders, join(root, 'claims.json')), empty)
    await file.read()
    return new ClaimsMemory(file)
  }

  #change(edit: (data: ClaimsFile) => ClaimsFile): Promise<void> {
    return this.#changes.run('file', async () => {
      const before = this.#file.data
      this.#file.data = edit(before)
      try {
        await this.#file.write()
      } catch (error) {
        this.#file.data = before
        throw error
      }
    })
  }

  /** The FNs of which documents were looked at. */
  memories(): string[] {
    return [...new Set([...Object.keys(this.#file.data.highWater), ...this.#seen.keys()])]
  }

  /** The number of the last document that was looked at; undefined when none was. */
  highWater(fn: string): number | undefined {
    return this.#seen.get(fn) ?? this.#file.data.highWater[fn]
  }

  /** Whether all numbers read of the FN so far had no document. */
  isForgetful(fn: string): boolean {
    return this.#file.data.forgetful?.[fn] === true
  }

  async rememberHighWater(fn: string, number: number, forgetful = false): Promise<void> {
    await this.#change((data) => ({
      ...data,
      highWater: { ...data.highWater, [fn]: number },
      forgetful: { ...data.forgetful, [fn]: forgetful },
    }))
    this.#seen.set(fn, number)
  }

  /** Moves the high-water mark over the next document, which needs no look. */
  async see(fn: string, number: number): Promise<void> {
    this.#seen.set(fn, number)
    if (number - (this.#file.data.highWater[fn] ?? 0) >= rememberEvery) await this.rememberHighWater(fn, number)
  }

  /** The UUID of the receipt that a person gave the document to. */
  byPerson(fn: string, number: number): string | undefined {
    return this.#file.data.byPerson[keyOf(fn, number)]
  }

  giveByPerson(fn: string, number: number, uuid: string): Promise<void> {
    return this.#change((data) => ({ ...data, byPerson: { ...data.byPerson, [keyOf(fn, number)]: uuid } }))
  }

  orphan(mark: string): Orphan | undefined {
    return this.#file.data.orphans[mark]
  }

  keepOrphan(mark: string, found: Orphan): Promise<void> {
    return this.#change((data) => ({
      ...data,
      orphans: { ...data.orphans, [mark]: joined(data.orphans[mark], found) },
    }))
  }

  /** The documents of the FN that could not be read yet. */
  unread(fn: string): readonly Unread[] {
    return this.#file.data.unread?.[fn] ?? []
  }

  /** The FNs that have, or had, such documents. */
  unreadMemories(): string[] {
    return Object.keys(this.#file.data.unread ?? {})
  }

  /** Adds a document that could not be read. A known one keeps its first entry: an interrupted reading meets it again. */
  async keepUnread(fn: string, unread: Unread): Promise<void> {
    if (this.unread(fn).some(({ number }) => number === unread.number)) return
    await this.#changeUnread(fn, (known) => [...known, unread])
  }

  /** Notes that a person gave the document away. It is still read again, since it may contradict the person. */
  async noteGiven(fn: string, number: number): Promise<void> {
    if (!this.unread(fn).some((one) => one.number === number)) return
    await this.#changeUnread(fn, (known) => known.map((one) => (one.number === number ? { ...one, given: true } : one)))
  }

  forgetUnread(fn: string, number: number): Promise<void> {
    return this.#changeUnread(fn, (known) => known.filter((one) => one.number !== number))
  }

  #changeUnread(fn: string, edit: (known: readonly Unread[]) => readonly Unread[]): Promise<void> {
    return this.#change((data) => ({ ...data, unread: { ...data.unread, [fn]: edit(data.unread?.[fn] ?? []) } }))
  }
}
