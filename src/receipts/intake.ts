import type { Log } from '../../drivers/log.ts'
import type { FiscalReceipt } from '../../drivers/register.ts'
import type { KeyedLock } from '../store/keyed-lock.ts'
import type { Sequence } from '../store/sequence.ts'
import { lostAnswerOf } from './duplicate-guard.ts'
import { digestOf, type InstallSecret, type Mode, markOf, uuidOf } from './identity.ts'
import type { Ledger } from './ledger.ts'
import { receiptToJson } from './receipt-json.ts'
import { next, type ReceiptRecord, type ReceiptState, recordFormat } from './record.ts'

/** A receipt that passed every check and asks to be accepted. */
export interface Offer {
  readonly mode: Mode
  readonly bitrixUuid: string
  readonly type: string
  readonly registerId: string
  /** Canonical text of the fields as received. */
  readonly content: string
  /** Canonical text of what makes two receipts the same sale. */
  readonly sameSale: string
  readonly urlSecret: string
  readonly receipt: (mark: string) => FiscalReceipt
}

/** The receipt could not be made durable. `withdrawn`: certainly nothing of it is left, so it may be refused. */
export class NotStored extends Error {
  override readonly name = 'NotStored'
  readonly withdrawn: boolean

  constructor(withdrawn: boolean, cause: unknown) {
    super(withdrawn ? 'receipt not stored' : 'receipt perhaps stored', { cause })
    this.withdrawn = withdrawn
  }
}

export interface IntakeParts {
  readonly ledger: Ledger
  readonly secret: InstallSecret
  readonly sequence: Sequence
  readonly fingerprints: KeyedLock
  readonly log: Log
  /** What to do with a sale that repeats one whose answer may be lost. */
  readonly lostAnswer: 'hold' | 'print'
}

/** Takes receipts in: durable before visible, one UUID a check, nothing twice (promise, rules 12 to 16). */
export class Intake {
  readonly #parts: IntakeParts

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** Resolves with our UUID once the receipt is durable. Throws NotStored. */
  accept(offer: Offer): Promise<string> {
    const { secret, fingerprints, ledger } = this.#parts
    const uuid = uuidOf(secret, offer.mode, offer.bitrixUuid)
    const fingerprint = digestOf(secret, 'sale', `${offer.mode}\n${offer.sameSale}`)
    return fingerprints.run(fingerprint, () =>
      ledger.store.exclusive(uuid, async () => {
        const known = await ledger.store.find(uuid)
        if (known === undefined) await this.#create(uuid, fingerprint, offer)
        else await this.#repeat(known, fingerprint, offer)
        return uuid
      }),
    )
  }

  async #create(uuid: string, fingerprint: string, offer: Offer): Promise<void> {
    const { ledger, log } = this.#parts
    const record = this.#firstState(await this.#draft(uuid, fingerprint, offer))
    try {
      await ledger.write(ledger.noted(record, 'accepted'))
    } catch (error) {
      log.error({ uuid, check: offer.bitrixUuid, err: error }, 'receipt could not be stored: withdrawing it')
      await this.#withdraw(uuid, error)
    }
  }

  async #withdraw(uuid: string, cause: unknown): Promise<never> {
    try {
      await this.#parts.ledger.store.discard(uuid)
    } catch {
      throw new NotStored(false, cause)
    }
    throw new NotStored(true, cause)
  }

  /** Puts the refused receipt back in the place of the new attempt that could not be stored. */
  async #restore(known: ReceiptRecord, cause: unknown): Promise<never> {
    const { ledger } = this.#parts
    try {
      await ledger.write(ledger.noted({ ...known, revision: known.revision + 1 }, 'withdrawn'))
    } catch {
      throw new NotStored(false, cause)
    }
    throw new NotStored(true, cause)
  }

  async #draft(uuid: string, fingerprint: string, offer: Offer): Promise<ReceiptRecord> {
    const { ledger, secret, sequence } = this.#parts
    return {
      format: recordFormat,
      revision: 0,
      uuid,
      order: await sequence.take(),
      mode: offer.mode,
      registerId: offer.registerId,
      bitrixUuid: offer.bitrixUuid,
      type: offer.type,
      content: offer.content,
      fingerprint,
      access: digestOf(secret, 'url', offer.urlSecret),
      receipt: receiptToJson(offer.receipt(markOf(uuid))),
      acceptedAt: ledger.instant(),
      state: { name: 'accepted' },
      history: [],
    }
  }

  /** Accepted, or held when an answer to the same sale may have been lost. */
  #firstState(record: ReceiptRecord): ReceiptRecord {
    const { ledger, lostAnswer, log } = this.#parts
    if (lostAnswer === 'print') return record
    const against = lostAnswerOf(ledger.store.openLike(record.fingerprint), record)
    if (against === undefined) return record
    log.warn({ uuid: record.uuid, against: against.uuid }, 'same sale as one whose answer may be lost: held')
    const state: ReceiptState = { name: 'held', because: { kind: 'lost-answer', against: against.uuid } }
    return { ...record, state }
  }

  async #repeat(known: ReceiptRecord, fingerprint: string, offer: Offer): Promise<void> {
    const { ledger, log } = this.#parts
    const again = known.told === 'error' ? next(known.state, { type: 'again' }) : undefined
    if (again !== undefined) {
      const draft = await this.#draft(known.uuid, fingerprint, offer)
      const { history, revision } = known
      try {
        await ledger.write(ledger.noted(this.#firstState({ ...draft, state: again, history, revision }), 'again'))
      } catch (error) {
        await this.#restore(known, error)
      }
      return
    }
    if (known.content !== offer.content) {
      log.warn(
        { uuid: known.uuid, check: known.bitrixUuid, before: known.content, now: offer.content },
        'the same check came again with other content: nothing is printed for it',
      )
    }
  }
}
