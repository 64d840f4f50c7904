import type { Log } from '../../drivers/log.ts'
import { digestOf, type InstallSecret } from './identity.ts'
import type { Ledger } from './ledger.ts'
import type { DocumentJson } from './receipt-json.ts'
import { isFinal, type ReceiptRecord } from './record.ts'

/** What Bitrix24 may be told about a receipt: everything but a certain end is `wait` (promise, rule 11). */
export type Standing =
  | { readonly kind: 'wait' }
  | { readonly kind: 'done'; readonly document: DocumentJson }
  | { readonly kind: 'error'; readonly code: string; readonly text: string }

export interface InquiryParts {
  readonly ledger: Ledger
  readonly secret: InstallSecret
  readonly log: Log
}

const wait: Standing = { kind: 'wait' }

function standingOf(record: ReceiptRecord): Standing {
  switch (record.state.name) {
    case 'registered':
      return { kind: 'done', document: record.state.document }
    case 'refused':
      return { kind: 'error', code: record.state.code, text: record.state.text }
    case 'accepted':
    case 'held':
    case 'printing':
    case 'unresolved':
    case 'alias':
      return wait
  }
}

/** Answers CHECK from what is durable, and makes durable what the question itself proves: that Bitrix24 has our UUID (promise, rule 15). */
export class Inquiry {
  readonly #parts: InquiryParts

  constructor(parts: InquiryParts) {
    this.#parts = parts
  }

  async ask(uuid: string): Promise<Standing> {
    const { ledger, log } = this.#parts
    const record = await ledger.store.exclusive(uuid, async () => {
      const found = await ledger.store.find(uuid)
      return found === undefined ? undefined : this.#asked(found)
    })
    if (record === undefined) {
      log.error({ uuid }, 'Bitrix24 asks for a receipt that is not here: look for it in a backup before selling again')
      return wait
    }
    return record.state.name === 'alias' ? this.ask(record.state.of) : standingOf(record)
  }

  /** Whether a URL secret that is no longer valid was the one under which this still open receipt was accepted. */
  async isOldAccess(uuid: string, urlSecret: string): Promise<boolean> {
    const record = await this.#parts.ledger.store.find(uuid)
    return record?.told === undefined && record?.access === digestOf(this.#parts.secret, 'url', urlSecret)
  }

  async #asked(record: ReceiptRecord): Promise<ReceiptRecord> {
    const { ledger } = this.#parts
    const told = toldBy(record)
    if (record.confirmed !== undefined && record.told === told) return record
    const changed: ReceiptRecord = {
      ...record,
      confirmed: record.confirmed ?? { at: ledger.instant(), by: 'check' },
      ...(told !== undefined && { told }),
    }
    const noted = ledger.noted(changed, told === undefined ? 'confirmed' : `told-${told}`)
    await ledger.write(noted)
    return noted
  }
}

function toldBy(record: ReceiptRecord): ReceiptRecord['told'] {
  if (!isFinal(record.state)) return undefined
  return record.state.name === 'refused' ? 'error' : 'done'
}
