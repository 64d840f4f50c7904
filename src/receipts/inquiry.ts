import { digestOf, type InstallSecret, isUuid } from '../record/identity.ts'
import type { DocumentJson } from '../record/receipt-json.ts'
import { confirmedBy, type ReceiptRecord } from '../record/record.ts'
import { standsFor } from '../record/second-name.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import type { Ledger } from './ledger.ts'

/** What Bitrix24 may be told about a receipt: everything but a certain end is `wait` (promise, rule 11). */
export type Standing =
  | { readonly kind: 'wait' }
  | { readonly kind: 'done'; readonly document: DocumentJson }
  | { readonly kind: 'error'; readonly code: string; readonly text: string }

export interface InquiryParts {
  readonly ledger: Ledger
  readonly secret: InstallSecret
  /** Whether this refused receipt may have a document all the same, because these data are older. What is known of one is given to it. */
  readonly mayBePrinted: (record: ReceiptRecord) => boolean
  /** Bitrix24 asks for a UUID of which there is no record. */
  readonly onUnknown: (uuid: string) => void
  /** The record of this receipt is there and cannot be read; called with its lock held. */
  readonly onUnreadable: (record: UnreadableRecord) => Promise<void>
  /** The disk does not give it out. */
  readonly onReadFailure: (uuid: string, error: unknown) => void
}

const wait: Standing = { kind: 'wait' }

/** The sale of a second name was refused for good: its receipt came again with other goods. */
const soldOther: Standing = {
  kind: 'error',
  code: 'NOT_PRINTED',
  text: 'Чек не зарегистрирован: отклонён тот, чьим повтором он назван, и под тем номером пробит другой товар. Если продажа состоялась, напечатайте чек снова.',
}

/** Answers CHECK from what is durable, and makes durable what the question itself proves: that Bitrix24 has our UUID (promise, rule 15). */
export class Inquiry {
  readonly #parts: InquiryParts

  constructor(parts: InquiryParts) {
    this.#parts = parts
  }

  /** What to tell Bitrix24 about a UUID. A second name answers for the receipt it stands for. */
  ask(uuid: string): Promise<Standing> {
    return this.#ask(uuid)
  }

  /** What Bitrix24 may be told of a receipt that it has not asked for. Notes nothing. */
  standingOf(record: ReceiptRecord): Promise<Standing> | Standing {
    return this.#standingOf(record, async (of) => {
      const { store } = this.#parts.ledger
      const known = await store.exclusive(of, () => this.#find(of))
      if (known === undefined || known === 'unreadable') return wait
      return standsFor(record, known) ? this.standingOf(known) : soldOther
    })
  }

  /** `second`: Bitrix24 asked for that name, and so has not this UUID. */
  async #ask(uuid: string, second?: ReceiptRecord): Promise<Standing> {
    const { ledger, onUnknown } = this.#parts
    return ledger.store.exclusive(uuid, async () => {
      const record = await this.#find(uuid)
      if (record === 'unreadable') return wait
      if (record === undefined) {
        if (isUuid(uuid)) onUnknown(uuid)
        return wait
      }
      if (second !== undefined && !standsFor(second, record)) return soldOther
      const standing = await this.#standingOf(record, (of) => this.#ask(of, record))
      await this.#noteAsked(record, second === undefined, told[standing.kind])
      return standing
    })
  }

  /** `named`: what a second name's receipt has to say. */
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

  /** Whether a URL secret that is no longer valid was the one under which this still open receipt was accepted. */
  async isOldAccess(uuid: string, urlSecret: string): Promise<boolean> {
    const record = await this.#parts.ledger.store.find(uuid)
    return record?.told === undefined && record?.access === digestOf(this.#parts.secret, 'url', urlSecret)
  }

  async #noteAsked(record: ReceiptRecord, byName: boolean, answer: ReceiptRecord['told']): Promise<void> {
    const { ledger } = this.#parts
    const confirmed = byName ? confirmedBy(record, 'check', ledger.instant()) : record.confirmed
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
