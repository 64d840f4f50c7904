import type { NoDocument } from '../../drivers/ffd/document.ts'
import type { Baseline, FiscalRegister } from '../../drivers/register.ts'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { Claims } from './claims.ts'
import { type ClaimsMemory, keyOf } from './claims-file.ts'
import { openOwner, registeredOf } from './document-owner.ts'
import { type Reading, Readings } from './reading.ts'

/** How many documents are read of an FN that an installation with a history meets for the first time. */
const longestReading = 10_000
/** So many documents that could not be read are tried again before the next receipt. */
const readAgainAtOnce = 16
/** Documents read in one go. They take seconds on a slow line; then others get their turn. */
const portion = 50

const nothing = async (): Promise<void> => undefined

export interface FiscalDocumentsParts {
  readonly ledger: Ledger
  readonly board: AlarmBoard
  readonly memory: ClaimsMemory
  readonly claims: Claims
  /** Whether the installation is new: then nothing that an FN holds is ours. */
  readonly isNew: boolean
  /** Called when a document of ours was there before this process and no record knows of it: the store is older than the memory. */
  readonly onBehind: () => Promise<void>
}

/**
 * The documents of the fiscal memories, as far as they were looked at (promise, rule 10): those that appeared while this daemon did not
 * look (a restored backup, a lost record, a second daemon) are read, and claimed by their marks, before anything is printed.
 */
export class FiscalDocuments {
  readonly #parts: FiscalDocumentsParts
  readonly #memory: ClaimsMemory
  /** Our documents above the high-water mark, by `keyOf`. */
  readonly #ahead = new Set<string>()
  readonly #readings = new Readings()
  /** FN -> the number of its last document when this process first met it. */
  readonly #met = new Map<string, number>()

  constructor(parts: FiscalDocumentsParts) {
    this.#parts = parts
    this.#memory = parts.memory
  }

  /**
   * Looks at the documents of the FN that nobody looked at yet, the oldest portion of them at most; `reading` tells of the rest,
   * which the next call goes on with, in another life of the daemon too. Records may change by it: read them again afterwards.
   * Throws RegisterError when the register cannot be read, and what the disk throws.
   */
  async catchUp(register: FiscalRegister, { fn, lastDocument }: Baseline, signal: AbortSignal): Promise<void> {
    const known = this.#memory.highWater(fn)
    const from = known ?? (this.#parts.isNew ? lastDocument : Math.max(0, lastDocument - longestReading))
    const to = Math.min(lastDocument, from + portion)
    if (to < lastDocument) this.#readings.note(fn, from, lastDocument)
    const met = this.#met.get(fn) ?? lastDocument
    this.#met.set(fn, met)
    const unread: number[] = []
    let forgetful = known === undefined || this.#memory.isForgetful(fn)
    await this.#readAgain(register, fn, signal)
    for (let number = from + 1; number <= to; number += 1) {
      const onNews = number <= met ? this.#parts.onBehind : nothing
      const seen = this.#isProven(fn, number) ? 'read' : await this.#look(register, number, signal, onNews)
      if (seen === 'read') forgetful = false
      // An FN says `none` of documents that it forgot. A document that it refuses to give may be any receipt.
      else if (seen === 'unreadable' || !forgetful) {
        await this.#keepUnread(fn, number, number <= met)
        unread.push(number)
      }
    }
    await this.#sortUnread(fn, unread)
    if (known === undefined || to > from)
      await this.#memory.rememberHighWater(fn, Math.max(from, to), forgetful && to < lastDocument)
    this.#readings.note(fn, to, lastDocument)
  }

  /** Whether the FN has documents that nobody looked at yet. */
  isBehind(fn: string, lastDocument: number): boolean {
    return (this.#memory.highWater(fn) ?? -1) < lastDocument
  }

  /** How far the reading of an FN has come; undefined when nothing of it is left to read. */
  reading(fn: string): Reading | undefined {
    return this.#readings.of(fn)
  }

  /** Notes that a document of ours was registered. It needs no look, unless only a person says that it is ours. */
  async noteRegistered(fn: string, number: number): Promise<void> {
    if (this.#parts.claims.claimedByPerson(fn, number) !== undefined) return this.#memory.noteGiven(fn, number)
    const known = this.#memory.highWater(fn)
    if (known !== undefined && number === known + 1) await this.#memory.see(fn, number)
    else if (known === undefined || number > known) this.#ahead.add(keyOf(fn, number))
  }

  /** The FNs of which documents were looked at, in any register. */
  seenMemories(): string[] {
    return this.#memory.memories()
  }

  /** Reads one document and gives it to whom it belongs; of `marks` only, when there are any. False when it cannot be read. */
  async look(
    register: FiscalRegister,
    number: number,
    signal: AbortSignal,
    marks?: ReadonlySet<string>,
  ): Promise<boolean> {
    return (await this.#look(register, number, signal, nothing, marks)) === 'read'
  }

  /** `onNews`: see `Claims.claim`. */
  async #look(
    register: FiscalRegister,
    number: number,
    signal: AbortSignal,
    onNews: () => Promise<void>,
    marks?: ReadonlySet<string>,
  ): Promise<NoDocument | 'read'> {
    const witness = await register.witness(number, signal)
    if (witness === 'none') return 'none'
    if (witness.kind === 'unreadable') return 'unreadable'
    const isSought =
      witness.kind === 'receipt' && (marks === undefined || witness.marks.some((mark) => marks.has(mark)))
    if (isSought) await this.#parts.claims.claim(witness, onNews)
    return 'read'
  }

  /** Whether the register itself told whose the document is. A person's word does not count here. */
  #isProven(fn: string, number: number): boolean {
    if (this.#parts.claims.claimedByPerson(fn, number) !== undefined) return false
    return this.#ahead.has(keyOf(fn, number)) || openOwner(this.#parts.ledger.store, fn, number) !== undefined
  }

  /** Keeps a document that could not be read, unless an open receipt is registered as it. */
  async #keepUnread(fn: string, number: number, foundAtStart: boolean): Promise<void> {
    const { store } = this.#parts.ledger
    if (openOwner(store, fn, number) !== undefined) return
    const lastOrder = store.openReceipts().at(-1)?.order ?? 0
    await this.#memory.keepUnread(fn, { number, lastOrder, ...(foundAtStart && { foundAtStart }) })
  }

  /** Forgets those that closed receipts are registered as. */
  async #sortUnread(fn: string, numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return
    for (const number of await registeredOf(this.#parts.ledger.store, fn, numbers)) {
      await this.#memory.forgetUnread(fn, number)
    }
    this.#tellUnread(fn)
  }

  #tellUnread(fn: string): void {
    const numbers = this.#memory.unread(fn).flatMap(({ number, given }) => (given === true ? [] : [number]))
    const { board } = this.#parts
    if (numbers.length === 0) board.clear('document-unreadable', fn)
    else board.raise('document-unreadable', fn, `ФД ${numbers.join(', ')}`)
  }

  /** Reads again documents that could not be read before. */
  async #readAgain(register: FiscalRegister, fn: string, signal: AbortSignal): Promise<void> {
    const unread = this.#memory.unread(fn).slice(0, readAgainAtOnce)
    if (unread.length === 0) return
    this.#tellUnread(fn)
    for (const { number, foundAtStart } of unread) {
      const onNews = foundAtStart === true ? this.#parts.onBehind : nothing
      if ((await this.#look(register, number, signal, onNews)) !== 'read') continue
      await this.#memory.forgetUnread(fn, number)
      this.#tellUnread(fn)
    }
  }
}
