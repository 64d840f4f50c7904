import { basename } from 'node:path'
import { toWitness } from '../../drivers/ffd/document.ts'
import type { Baseline, FiscalRegister, NoDocument, ReceiptWitness } from '../../drivers/register.ts'
import { isMark, markOf, uuidPrefixOf } from '../receipts/identity.ts'
import { IllegalEvent } from '../receipts/ledger.ts'
import { documentToJson } from '../receipts/receipt-json.ts'
import { isFinal, type ReceiptRecord } from '../receipts/record.ts'
import { CorruptFile } from '../store/durable-json.ts'
import { KeyedLock } from '../store/keyed-lock.ts'
import { tellReadFailure } from '../watch/read-failure.ts'
import {
  ClaimsMemory,
  type Doubt,
  doubtOf,
  eventFor,
  isUnprinted,
  keyOf,
  type Orphan,
  type Unread,
} from './claims-file.ts'
import type { ClaimsParts } from './claims-parts.ts'
import { isDocument, openOwner, registeredOf } from './document-owner.ts'
import { type Reading, Readings } from './reading.ts'

/** How far back an FN is read that was never seen by an installation with a history. */
const longestReading = 10_000
/** Documents that could not be read are tried again so many at a time, before the next receipt. */
const readAgainAtOnce = 16
/** Documents read in one go: seconds on a slow line, so that the lane comes round and others get their turn. */
const portion = 50

/** What a look at a document showed; `news`: it is one of ours that the store does not know to be printed. */
type Seen = NoDocument | 'known' | 'news'

/**
 * Which document belongs to which receipt, where the records alone do not know it (promise, rule 10): documents that
 * appeared while this daemon did not look (a restored backup, a lost record, a twin) are read and claimed by their marks
 * before anything is printed.
 */
export class Claims {
  readonly #parts: ClaimsParts
  readonly #memory: ClaimsMemory
  readonly #deciding = new KeyedLock()
  /** Documents of ours above the high-water mark, by `keyOf`. */
  readonly #ahead = new Set<string>()
  readonly #readings = new Readings()
  /** FN -> its last document when this process first looked at it. */
  readonly #met = new Map<string, number>()

  private constructor(parts: ClaimsParts, memory: ClaimsMemory) {
    this.#parts = parts
    this.#memory = memory
  }

  static async load(parts: ClaimsParts): Promise<Claims> {
    const { files, folders, root } = parts
    return new Claims(parts, await ClaimsMemory.load(files, folders, root))
  }

  /** Who a person gave the document to. */
  claimedByPerson(fn: string, number: number): string | undefined {
    return this.#memory.byPerson(fn, number)
  }

  /**
   * Gives the document to a receipt, durably, unless it is another's: then the answer is whose. One whose record ended otherwise
   * has no claim any more.
   */
  claimForPerson(fn: string, number: number, uuid: string): Promise<string | undefined> {
    return this.#deciding.run(keyOf(fn, number), async () => {
      const owner = openOwner(this.#parts.ledger.store, fn, number) ?? this.claimedByPerson(fn, number)
      if (owner !== undefined && owner !== uuid && (await this.#stillWants(owner, fn, number))) return owner
      await this.#memory.giveByPerson(fn, number, uuid)
      return undefined
    })
  }

  /** Whether a receipt has it already by the register's own word; a person's word spares no look. */
  #isProven(fn: string, number: number): boolean {
    if (this.claimedByPerson(fn, number) !== undefined) return false
    return this.#ahead.has(keyOf(fn, number)) || openOwner(this.#parts.ledger.store, fn, number) !== undefined
  }

  async #stillWants(uuid: string, fn: string, number: number): Promise<boolean> {
    const record = await this.#parts.ledger.store.find(uuid)
    return record === undefined || !isFinal(record.state) || isDocument(record.state, fn, number)
  }

  /** What the fiscal memory holds under the receipt's mark without being known as its document. */
  orphanOf(uuid: string): Orphan | undefined {
    return this.#memory.orphan(markOf(uuid))
  }

  /** Whether a document that cannot be read, of that FN or of any, may be this receipt. */
  mayBeUnread(record: ReceiptRecord, fn?: string): boolean {
    return this.doubtOf(record, fn) !== undefined
  }

  /** How likely that is. */
  doubtOf(record: ReceiptRecord, fn?: string): Doubt {
    const memories = fn === undefined ? this.#memory.unreadMemories() : [fn]
    const doubts = memories.flatMap((one) => this.unreadOf(one).map((unread) => doubtOf(record, one, unread)))
    return doubts.find((doubt) => doubt === 'likely') ?? doubts.find((doubt) => doubt !== undefined)
  }

  /** Documents of the FN that could not be read yet. */
  unreadOf(fn: string): readonly Unread[] {
    return this.#memory.unread(fn)
  }

  /**
   * Looks at the documents of the FN that nobody looked at yet, the oldest portion of them at most; `reading` tells of the rest,
   * which the next call goes on with, in another life of the daemon too. Records may change by it: read them again afterwards.
   * Throws RegisterError when the register cannot be read, and what the disk throws.
   */
  async catchUp(
    register: FiscalRegister,
    { fn, lastDocument }: Baseline,
    zone: string,
    signal: AbortSignal,
  ): Promise<void> {
    const known = this.#memory.highWater(fn)
    const from = known ?? (this.#parts.isNew ? lastDocument : Math.max(0, lastDocument - longestReading))
    const to = Math.min(lastDocument, from + portion)
    if (to < lastDocument) this.#readings.note(fn, from, lastDocument)
    const met = this.#met.get(fn) ?? lastDocument
    this.#met.set(fn, met)
    const unread: number[] = []
    let forgetful = known === undefined || this.#memory.isForgetful(fn)
    await this.#readAgain(register, fn, zone, signal)
    for (let number = from + 1; number <= to; number += 1) {
      const seen = this.#isProven(fn, number) ? 'known' : await this.#look(register, number, zone, signal)
      if (seen === 'known' || seen === 'news') forgetful = false
      // What an FN forgot it says to be none: what it refuses to give may be any receipt.
      else if (seen === 'unreadable' || !forgetful) {
        await this.#keepUnread(fn, number, number <= met)
        unread.push(number)
      }
      // Before it counts as looked at: a restart must find it again, or find who is meant.
      if (seen === 'news' && number <= met) await this.#parts.onBehind()
    }
    await this.#sortUnread(fn, unread)
    if (known === undefined || to > from)
      await this.#memory.rememberHighWater(fn, Math.max(from, to), forgetful && to < lastDocument)
    this.#readings.note(fn, to, lastDocument)
  }

  /** Whether the FN has documents that nobody looked at yet, as far as its last number tells. */
  isBehind(fn: string, lastDocument: number): boolean {
    return (this.#memory.highWater(fn) ?? -1) < lastDocument
  }

  /** How far the reading of an FN has come; undefined when nothing of it is left to read. */
  reading(fn: string): Reading | undefined {
    return this.#readings.of(fn)
  }

  /** A document of ours that was just registered needs no second look. */
  async noteRegistered(fn: string, number: number): Promise<void> {
    const known = this.#memory.highWater(fn)
    if (known !== undefined && number === known + 1) await this.#memory.see(fn, number)
    else if (known === undefined || number > known) this.#ahead.add(keyOf(fn, number))
  }

  /** Gives a receipt the document that was found with its mark while its record was lost. True when it did. */
  async adopt(record: ReceiptRecord): Promise<boolean> {
    const orphan = this.orphanOf(record.uuid)
    if (orphan === undefined) return false
    const detail = `FD ${orphan.document.number} carries its mark`
    await this.#parts.ledger.apply(record.uuid, eventFor(record, orphan), detail)
    return true
  }

  /** A document that an open receipt is registered as needs no reading. */
  async #keepUnread(fn: string, number: number, foundAtStart: boolean): Promise<void> {
    const { store } = this.#parts.ledger
    if (openOwner(store, fn, number) !== undefined) return
    const lastOrder = store.openReceipts().at(-1)?.order ?? 0
    await this.#memory.keepUnread(fn, { number, lastOrder, ...(foundAtStart && { foundAtStart }) })
  }

  /** The same for closed receipts, once for all documents of a portion. */
  async #sortUnread(fn: string, numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return
    for (const number of await registeredOf(this.#parts.ledger.store, fn, numbers)) {
      await this.#memory.forgetUnread(fn, number)
    }
    this.#tellUnread(fn)
  }

  #tellUnread(fn: string): void {
    const numbers = this.#memory.unread(fn).map(({ number }) => number)
    const { board } = this.#parts
    if (numbers.length === 0) board.clear('document-unreadable', fn)
    else board.raise('document-unreadable', fn, `ФД ${numbers.join(', ')}`)
  }

  /** Tries again what could not be read before. */
  async #readAgain(register: FiscalRegister, fn: string, zone: string, signal: AbortSignal): Promise<void> {
    const unread = this.#memory.unread(fn).slice(0, readAgainAtOnce)
    if (unread.length === 0) return
    this.#tellUnread(fn)
    for (const { number } of unread) {
      if (!(await this.look(register, number, zone, signal))) continue
      await this.#memory.forgetUnread(fn, number)
      this.#tellUnread(fn)
    }
  }

  /** FNs that were looked at, in whichever register they were. */
  seenMemories(): string[] {
    return this.#memory.memories()
  }

  /** Reads one document and gives it to whom it belongs; of `marks` only, when there are any. False when it cannot be read. */
  async look(
    register: FiscalRegister,
    number: number,
    zone: string,
    signal: AbortSignal,
    marks?: ReadonlySet<string>,
  ): Promise<boolean> {
    const seen = await this.#look(register, number, zone, signal, marks)
    return seen === 'known' || seen === 'news'
  }

  async #look(...[register, number, zone, signal, marks]: Parameters<Claims['look']>): Promise<Seen> {
    const stored = await register.readDocument(number, signal)
    if (typeof stored === 'string') return stored
    const witness = toWitness(stored, zone)
    if (witness.kind === 'unreadable') return 'unreadable'
    const sought = witness.kind === 'receipt' && (marks === undefined || witness.marks.some((mark) => marks.has(mark)))
    return sought ? this.#claim(witness) : 'known'
  }

  /**
   * The receipt that carries the mark, its tombstone when the record is damaged; undefined when there is none. What the disk does not
   * give out is as good as none for now: its document is kept for it, and the others are looked at.
   */
  async #recordOf(mark: string, document: string): Promise<ReceiptRecord | 'not-given-out' | undefined> {
    const { ledger, board, onUnreadable } = this.#parts
    const { store } = ledger
    const prefix = uuidPrefixOf(mark)
    let uuid: string | undefined
    try {
      uuid = await store.nameLike(prefix)
      const record = uuid === undefined ? undefined : await store.find(uuid)
      if (record === undefined) board.raise('unclaimed-document', document, mark)
      return record
    } catch (cause) {
      if (cause instanceof CorruptFile) {
        await onUnreadable({ uuid: basename(cause.path, '.json'), path: cause.path, cause })
        return store.findByPrefix(prefix)
      }
      tellReadFailure(board, uuid ?? mark, cause)
      return 'not-given-out'
    }
  }

  async #claim(witness: ReceiptWitness): Promise<Seen> {
    const { fn, number } = witness.document
    let seen: Seen = 'known'
    for (const mark of witness.marks.filter(isMark)) {
      const record = await this.#recordOf(mark, keyOf(fn, number))
      if (record === undefined || record === 'not-given-out') await this.#keepOrphan(mark, witness)
      else await this.#claimFor(record, witness)
      if (record === undefined || (record !== 'not-given-out' && isUnprinted(record.state))) seen = 'news'
    }
    return seen
  }

  /** Whatever becomes of the receipt later, its next attempt finds this document. */
  #keepOrphan(mark: string, { document, itemCount }: ReceiptWitness): Promise<void> {
    return this.#memory.keepOrphan(mark, { document: documentToJson(document), itemCount })
  }

  async #claimFor(record: ReceiptRecord, witness: ReceiptWitness): Promise<void> {
    const { document } = witness
    const { state, uuid } = record
    const key = keyOf(document.fn, document.number)
    switch (state.name) {
      case 'registered':
        if (state.document.fn === document.fn && state.document.number === document.number) return
        this.#parts.board.raise('contradicting-document', key, `${uuid} is FD ${state.document.number}`)
        return
      case 'refused':
      case 'alias':
        await this.#keepOrphan(markOf(uuid), witness)
        this.#parts.board.raise('contradicting-document', key, `${uuid} is ${state.name}`)
        if (state.name === 'refused') await this.#settle(record)
        return
      case 'printing':
        // The verdict on its own baseline decides; of another FN, or of what lies below it, it knows nothing.
        await this.#keepOrphan(markOf(uuid), witness)
        return
      case 'accepted':
      case 'held':
      case 'unresolved':
        await this.#keepOrphan(markOf(uuid), witness)
        // After an attempt the verdict asked a person, who is shown this document.
        if (state.name !== 'unresolved' || state.tried === undefined) await this.#settle(record)
        return
    }
  }

  async #settle(record: ReceiptRecord): Promise<void> {
    try {
      await this.adopt(record)
    } catch (error) {
      // Somebody else was quicker, or it is unresolved and stays so.
      if (!(error instanceof IllegalEvent)) throw error
    }
  }
}
