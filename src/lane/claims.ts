import { basename } from 'node:path'
import type { ReceiptWitness } from '../../drivers/ffd/document.ts'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import { tellReadFailure } from '../alarms/read-failure.ts'
import { KeyedLock } from '../base/keyed-lock.ts'
import { IllegalEvent, type Ledger } from '../receipts/ledger.ts'
import { isMark, markOf, uuidPrefixOf } from '../record/identity.ts'
import { contentToJson, documentToJson } from '../record/receipt-json.ts'
import { isFinal, type ReceiptRecord } from '../record/record.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import {
  type ClaimsMemory,
  type Doubt,
  doubtOf,
  eventFor,
  isDisowned,
  isUnprinted,
  keyOf,
  type Orphan,
  type Unread,
} from './claims-file.ts'
import { isDocument, openOwner } from './document-owner.ts'

/** What `Claims` needs. */
export interface ClaimsParts {
  readonly ledger: Ledger
  readonly board: AlarmBoard
  readonly memory: ClaimsMemory
  /** Called when the record that a mark names cannot be read. */
  readonly onUnreadable: (record: UnreadableRecord) => Promise<void>
}

/** Knows whose a document is where the records do not (promise, rule 10): by its mark, or by a person's word. */
export class Claims {
  readonly #parts: ClaimsParts
  readonly #memory: ClaimsMemory
  readonly #deciding = new KeyedLock()

  constructor(parts: ClaimsParts) {
    this.#parts = parts
    this.#memory = parts.memory
  }

  /** The UUID of the receipt that a person gave the document to. */
  claimedByPerson(fn: string, number: number): string | undefined {
    return this.#memory.byPerson(fn, number)
  }

  /**
   * Gives the document to a receipt, durably. Returns the UUID of another receipt that has it already; a receipt that ended otherwise
   * has no claim on it.
   */
  claimForPerson(fn: string, number: number, uuid: string): Promise<string | undefined> {
    return this.#deciding.run(keyOf(fn, number), async () => {
      const owner = openOwner(this.#parts.ledger.store, fn, number) ?? this.claimedByPerson(fn, number)
      if (owner !== undefined && owner !== uuid && (await this.#stillWants(owner, fn, number))) return owner
      await this.#memory.giveByPerson(fn, number, uuid)
      return undefined
    })
  }

  async #stillWants(uuid: string, fn: string, number: number): Promise<boolean> {
    const record = await this.#parts.ledger.store.find(uuid)
    return record === undefined || !isFinal(record.state) || isDocument(record.state, fn, number)
  }

  /** The document that carries the receipt's mark without being known as its document. */
  orphanOf(uuid: string): Orphan | undefined {
    return this.#memory.orphan(markOf(uuid))
  }

  /** The same, unless a person has decided that it is none of the receipt's. */
  orphanFor(record: ReceiptRecord): Orphan | undefined {
    const orphan = this.orphanOf(record.uuid)
    return orphan === undefined || isDisowned(record, orphan) ? undefined : orphan
  }

  /** Whether a document that cannot be read, of that FN or of any, may be this receipt. */
  mayBeUnread(record: ReceiptRecord, fn?: string): boolean {
    return this.doubtOf(record, fn) !== undefined
  }

  /** How likely a document that cannot be read, of that FN or of any, is this receipt. */
  doubtOf(record: ReceiptRecord, fn?: string): Doubt {
    const memories = fn === undefined ? this.#memory.unreadMemories() : [fn]
    const doubts = memories.flatMap((one) => this.unreadOf(one).map((unread) => doubtOf(record, one, unread)))
    return doubts.find((doubt) => doubt === 'likely') ?? doubts.find((doubt) => doubt !== undefined)
  }

  /** The documents of the FN that could not be read yet. */
  unreadOf(fn: string): readonly Unread[] {
    return this.#memory.unread(fn)
  }

  /** Gives a receipt the document that was found with its mark. Returns whether there was one. */
  async adopt(record: ReceiptRecord): Promise<boolean> {
    const orphan = this.orphanFor(record)
    if (orphan === undefined) return false
    const detail = `FD ${orphan.document.number} carries its mark`
    await this.#parts.ledger.apply(record.uuid, eventFor(record, orphan), detail)
    return true
  }

  /**
   * The receipt with that mark: its record, or its tombstone when the record is damaged; undefined when there is none. When the disk fails
   * to read it the answer is `not-given-out`, and the document is kept for it.
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

  /**
   * Gives a document to the receipts whose marks it carries. Calls `onNews` first when the store does not know that such a receipt was
   * printed: after the document has its owner a restart would not notice it.
   */
  async claim(witness: ReceiptWitness, onNews: () => Promise<void>): Promise<void> {
    const { fn, number } = witness.document
    for (const mark of witness.marks.filter(isMark)) {
      const record = await this.#recordOf(mark, keyOf(fn, number))
      if (record === undefined || (record !== 'not-given-out' && isUnprinted(record.state))) await onNews()
      if (record === undefined || record === 'not-given-out') await this.#keepOrphan(mark, witness)
      else await this.#claimFor(record, witness)
    }
  }

  /** Keeps the document, so that the receipt's next attempt finds it. */
  #keepOrphan(mark: string, { document, content }: ReceiptWitness): Promise<void> {
    return this.#memory.keepOrphan(mark, {
      document: documentToJson(document),
      itemCount: content.lines.length,
      content: contentToJson(content),
    })
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
        // The verdict decides about documents after the baseline. This one may lie before it, or on another FN.
        await this.#keepOrphan(markOf(uuid), witness)
        return
      case 'accepted':
      case 'held':
      case 'unresolved':
        await this.#keepOrphan(markOf(uuid), witness)
        // After an attempt a person was asked, who sees this document.
        if (state.name !== 'unresolved' || state.tried === undefined) await this.#settle(record)
        return
    }
  }

  async #settle(record: ReceiptRecord): Promise<void> {
    try {
      await this.adopt(record)
    } catch (error) {
      // The record changed meanwhile, or is unresolved and stays so.
      if (!(error instanceof IllegalEvent)) throw error
    }
  }
}
