import type { Language } from '../base/language.ts'
import { standsFor } from '../record/alias.ts'
import { digestOf, type InstallSecret, isUuid } from '../record/identity.ts'
import type { DocumentJson } from '../record/receipt-json.ts'
import { confirmedBy, type ReceiptRecord } from '../record/record.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'
import { refusalOf } from '../words/refusal.ts'
import type { Ledger } from './ledger.ts'

/** What Bitrix24 is told about a receipt; everything but a certain end is `wait` (promise, rule 11). */
export type Standing =
  | { readonly kind: 'wait' }
  | { readonly kind: 'done'; readonly document: DocumentJson }
  | { readonly kind: 'error'; readonly code: string; readonly text: string }

export interface InquiryParts {
  readonly ledger: Ledger
  readonly secret: InstallSecret
  /** Language in which a refusal is told to Bitrix24. */
  readonly language: Language
  /** Whether this refused receipt may have a document, because these data were restored. A document that is known is given to it. */
  readonly mayBePrinted: (record: ReceiptRecord) => boolean
  /** Called when Bitrix24 asks about a UUID that has no record. */
  readonly onUnknown: (uuid: string) => void
  /** Called, with the lock of the receipt held, when its record cannot be read. */
  readonly onUnreadable: (record: UnreadableRecord) => Promise<void>
  /** Called when the disk fails to read it. */
  readonly onReadFailure: (uuid: string, error: unknown) => void
}

const wait: Standing = { kind: 'wait' }

/** For an alias whose receipt was refused and came again with other goods: the sale of the alias was never made. */
const soldOther = (language: Language): Standing => ({
  kind: 'error',
  ...refusalOf(bridgeReason('ORIGINAL_REFUSED'), language, 'NOT_PRINTED'),
})

/** Answers CHECK from what is durable, and notes durably that Bitrix24 has our UUID, as the question proves (promise, rule 15). */
export class Inquiry {
  readonly #parts: InquiryParts

  constructor(parts: InquiryParts) {
    this.#parts = parts
  }

  /** What to tell Bitrix24 about a UUID; about an alias, what its receipt came to. */
  ask(uuid: string): Promise<Standing> {
    return this.#ask(uuid)
  }

  /** What Bitrix24 may be told of a receipt that it has not asked for. Notes nothing. */
  standingOf(record: ReceiptRecord): Promise<Standing> | Standing {
    return this.#standingOf(record, async (of) => {
      const { store } = this.#parts.ledger
      const known = await store.exclusive(of, () => this.#find(of))
      if (known === undefined || known === 'unreadable') return wait
      return standsFor(record, known) ? this.standingOf(known) : soldOther(this.#parts.language)
    })
  }

  /** `alias`: the receipt that Bitrix24 asked about, when it is not this one. */
  async #ask(uuid: string, alias?: ReceiptRecord): Promise<Standing> {
    const { ledger, onUnknown } = this.#parts
    return ledger.store.exclusive(uuid, async () => {
      const record = await this.#find(uuid)
      if (record === 'unreadable') return wait
      if (record === undefined) {
        if (isUuid(uuid)) onUnknown(uuid)
        return wait
      }
      if (alias !== undefined && !standsFor(alias, record)) return soldOther(this.#parts.language)
      const standing = await this.#standingOf(record, (of) => this.#ask(of, record))
      await this.#noteAsked(record, alias === undefined, told[standing.kind])
      return standing
    })
  }

  /** `named`: asks the receipt that an alias stands for. */
  #standingOf(record: ReceiptRecord, named: (of: string) => Promise<Standing>): Promise<Standing> | Standing {
    switch (record.state.name) {
      case 'registered':
        return { kind: 'done', document: record.state.document }
      case 'refused':
        if (this.#parts.mayBePrinted(record)) return wait
        return { kind: 'error', code: record.state.code, text: record.state.text }
      case 'alias':
        return named(record.state.of)
      case 'accepted':
      case 'held':
      case 'printing':
      case 'unresolved':
        return wait
    }
  }

  async #find(uuid: string): Promise<ReceiptRecord | 'unreadable' | undefined> {
    const { ledger, onUnreadable, onReadFailure } = this.#parts
    try {
      return await ledger.store.find(uuid)
    } catch (cause) {
      if (!(cause instanceof CorruptFile)) {
        onReadFailure(uuid, cause)
        throw cause
      }
      await onUnreadable({ uuid, path: cause.path, cause })
      return 'unreadable'
    }
  }

  /** Whether the receipt was accepted under this old URL secret, and Bitrix24 has not had its final answer yet. */
  async isOldAccess(uuid: string, urlSecret: string): Promise<boolean> {
    const record = await this.#parts.ledger.store.find(uuid)
    return record?.told === undefined && record?.access === digestOf(this.#parts.secret, 'url', urlSecret)
  }

  /** Makes durable what Bitrix24 was told and, `byUuid`, that it has the UUID of the receipt. */
  async #noteAsked(record: ReceiptRecord, byUuid: boolean, answer: ReceiptRecord['told']): Promise<void> {
    const { ledger } = this.#parts
    const confirmed = byUuid ? confirmedBy(record, 'check', ledger.instant()) : record.confirmed
    if (confirmed === record.confirmed && (answer === undefined || record.told === answer)) return
    const asked: ReceiptRecord = {
      ...record,
      ...(confirmed !== undefined && { confirmed }),
      ...(answer !== undefined && { told: answer }),
    }
    await ledger.write(ledger.noted(asked, answer === undefined ? 'confirmed' : `told-${answer}`))
  }
}

const told = { wait: undefined, done: 'done', error: 'error' } as const
