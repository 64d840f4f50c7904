import { join } from 'node:path'
import { Low } from 'lowdb'
import { toWitness } from '../../drivers/ffd/document.ts'
import type { Files } from '../../drivers/files.ts'
import type { Baseline, FiscalRegister, Witness } from '../../drivers/register.ts'
import { isMark, uuidPrefixOf } from '../receipts/identity.ts'
import { IllegalEvent, type Ledger } from '../receipts/ledger.ts'
import { type DocumentJson, documentToJson } from '../receipts/receipt-json.ts'
import type { ReceiptEvent, ReceiptRecord } from '../receipts/record.ts'
import { DurableJson } from '../store/durable-json.ts'
import type { FolderSync } from '../store/folder-sync.ts'
import type { AlarmBoard } from '../watch/alarm-board.ts'

type ReceiptWitness = Extract<Witness, { kind: 'receipt' }>

/** A document with a mark of ours whose record is lost: kept so that the receipt is never printed again. */
interface Orphan {
  readonly document: DocumentJson
  readonly itemCount: number
}

interface ClaimsFile {
  /** FN number -> last document number that was looked at. */
  readonly highWater: Readonly<Record<string, number>>
  /** Mark -> document. */
  readonly orphans: Readonly<Record<string, Orphan>>
  /** `FN/FD` -> UUID, for documents that a person gave to a receipt. */
  readonly byPerson: Readonly<Record<string, string>>
}

export interface ClaimsParts {
  readonly files: Files
  readonly folders: FolderSync
  readonly root: string
  readonly ledger: Ledger
  readonly board: AlarmBoard
  /** The installation is new: whatever the FN holds cannot be ours. */
  readonly isNew: boolean
}

/** How far back an FN is read that was never seen by an installation with a history. */
const longestReading = 10_000
/** Every so many documents the mark of what was looked at is made durable; a restart reads the rest again. */
const rememberEvery = 16

const keyOf = (fn: string, number: number): string => `${fn}/${number}`

/**
 * Which document belongs to which receipt, where the records alone do not know it (promise, rule 10): documents that
 * appeared while this daemon did not look (a restored backup, a lost record, a twin) are read and claimed by their marks
 * before anything is printed.
 */
export class Claims {
  readonly #parts: ClaimsParts
  readonly #file: Low<ClaimsFile>
  /** High-water marks that are ahead of the file. */
  readonly #seen = new Map<string, number>()

  private constructor(parts: ClaimsParts, file: Low<ClaimsFile>) {
    this.#parts = parts
    this.#file = file
  }

  static async load(parts: ClaimsParts): Promise<Claims> {
    const { files, folders, root } = parts
    const empty: ClaimsFile = { highWater: {}, orphans: {}, byPerson: {} }
    const file = new Low<ClaimsFile>(new DurableJson(files, folders, join(root, 'claims.json')), empty)
    await file.read()
    return new Claims(parts, file)
  }

  /** Who a person gave the document to. */
  claimedByPerson(fn: string, number: number): string | undefined {
    return this.#file.data.byPerson[keyOf(fn, number)]
  }

  async claimForPerson(fn: string, number: number, uuid: string): Promise<void> {
    await this.#change((data) => ({ ...data, byPerson: { ...data.byPerson, [keyOf(fn, number)]: uuid } }))
  }

  /** Documents with our marks and without records. */
  orphans(): readonly DocumentJson[] {
    return Object.values(this.#file.data.orphans).map(({ document }) => document)
  }

  /**
   * Looks at every document of the FN that nobody looked at yet. Records may change by it: read them again afterwards.
   * Throws RegisterError when the register cannot be read, and what the disk throws.
   */
  async catchUp(
    register: FiscalRegister,
    { fn, lastDocument }: Baseline,
    zone: string,
    signal: AbortSignal,
  ): Promise<void> {
    const known = this.#highWater(fn)
    const from = known ?? (this.#parts.isNew ? lastDocument : Math.max(0, lastDocument - longestReading))
    for (let number = from + 1; number <= lastDocument; number += 1) {
      const stored = await register.readDocument(number, signal)
      const witness = stored === undefined ? undefined : toWitness(stored, zone)
      if (witness?.kind === 'receipt') await this.#claim(witness)
    }
    if (known === undefined || lastDocument > from) await this.#rememberHighWater(fn, Math.max(from, lastDocument))
  }

  /** A document of ours that was just registered needs no second look. */
  async noteRegistered(fn: string, number: number): Promise<void> {
    const known = this.#highWater(fn)
    if (known === undefined || number !== known + 1) return
    this.#seen.set(fn, number)
    if (number - (this.#file.data.highWater[fn] ?? 0) >= rememberEvery) await this.#rememberHighWater(fn, number)
  }

  /** Gives a receipt the document that was found with its mark while its record was lost. True when it did. */
  async adopt(record: ReceiptRecord): Promise<boolean> {
    const mark = record.receipt?.mark.text
    const orphan = mark === undefined ? undefined : this.#file.data.orphans[mark]
    if (orphan === undefined) return false
    await this.#parts.ledger.apply(
      record.uuid,
      eventFor(record, orphan),
      `FD ${orphan.document.number} carries its mark`,
    )
    return true
  }

  #highWater(fn: string): number | undefined {
    return this.#seen.get(fn) ?? this.#file.data.highWater[fn]
  }

  async #rememberHighWater(fn: string, number: number): Promise<void> {
    await this.#change((data) => ({ ...data, highWater: { ...data.highWater, [fn]: number } }))
    this.#seen.set(fn, number)
  }

  async #change(edit: (data: ClaimsFile) => ClaimsFile): Promise<void> {
    const before = this.#file.data
    this.#file.data = edit(before)
    try {
      await this.#file.write()
    } catch (error) {
      this.#file.data = before
      throw error
    }
  }

  async #claim(witness: ReceiptWitness): Promise<void> {
    for (const mark of witness.marks.filter(isMark)) {
      const record = await this.#parts.ledger.store.findByPrefix(uuidPrefixOf(mark))
      if (record === undefined) await this.#keepOrphan(mark, witness)
      else await this.#claimFor(record, witness)
    }
  }

  async #keepOrphan(mark: string, { document, itemCount }: ReceiptWitness): Promise<void> {
    const orphan = { document: documentToJson(document), itemCount }
    await this.#change((data) => ({ ...data, orphans: { ...data.orphans, [mark]: orphan } }))
    this.#parts.board.raise('unclaimed-document', keyOf(document.fn, document.number), mark)
  }

  async #claimFor(record: ReceiptRecord, { document, itemCount }: ReceiptWitness): Promise<void> {
    const { state } = record
    const key = keyOf(document.fn, document.number)
    switch (state.name) {
      case 'registered':
        if (state.document.fn === document.fn && state.document.number === document.number) return
        this.#parts.board.raise('contradicting-document', key, `${record.uuid} is FD ${state.document.number}`)
        return
      case 'refused':
      case 'alias':
        this.#parts.board.raise('contradicting-document', key, `${record.uuid} is ${state.name}`)
        return
      case 'printing':
        // The verdict on its own baseline decides.
        return
      case 'accepted':
      case 'held':
      case 'unresolved': {
        const event = eventFor(record, { document: documentToJson(document), itemCount })
        if (state.name === 'unresolved' && event.type === 'doubtful') return
        try {
          await this.#parts.ledger.apply(record.uuid, event, `FD ${document.number} carries its mark`)
        } catch (error) {
          if (!(error instanceof IllegalEvent)) throw error
        }
        return
      }
    }
  }
}

/** Registered when the document is what the receipt would have become, for a person otherwise. A tombstone knows no better. */
function eventFor({ receipt }: ReceiptRecord, { document, itemCount }: Orphan): ReceiptEvent {
  const same =
    receipt === null ||
    (receipt.settlement === document.settlement &&
      receipt.total === document.total &&
      receipt.items.length === itemCount)
  return same ? { type: 'registered', document, proof: 'mark' } : { type: 'doubtful', why: 'content-differs' }
}
