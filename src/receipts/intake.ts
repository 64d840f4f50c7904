import type { Clock } from '../../drivers/clock.ts'
import type { FiscalReceipt } from '../../drivers/ffd/receipt.ts'
import type { Log } from '../../drivers/log.ts'
import type { KeyedLock } from '../base/keyed-lock.ts'
import { within } from '../base/within.ts'
import { digestOf, type InstallSecret, type Mode, markOf, uuidOf } from '../record/identity.ts'
import { receiptToJson } from '../record/receipt-json.ts'
import { type ReceiptRecord, type ReceiptState, recordFormat } from '../record/record.ts'
import { next } from '../record/transitions.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import type { Sequence } from '../store/sequence.ts'
import { reasonToHold } from './duplicate-guard.ts'
import type { Ledger } from './ledger.ts'

/** A receipt that passed every check of its content, to be accepted. */
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

/** The receipt could not be made durable. `withdrawn`: nothing of it is left on the disk, so it may be refused. */
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
  readonly clock: Clock
  readonly log: Log
  /** Called, with the lock of the receipt held, when its record cannot be read. */
  readonly onUnreadable: (record: UnreadableRecord) => Promise<void>
  /** Called when the disk fails to read it. */
  readonly onReadFailure: (uuid: string, error: unknown) => void
  /** Whether this refused receipt may have a document, because these data were restored. */
  readonly mayBePrinted: (record: ReceiptRecord) => boolean
  /** Called when a known check comes again with another content. */
  readonly onChangedContent: (known: ReceiptRecord, content: string) => void
  /** What to do with a receipt that repeats one whose answer may be lost. */
  readonly lostAnswer: 'hold' | 'print'
}

const modes: readonly Mode[] = ['ACTIVE', 'TEST']

/** How long making a receipt durable may take, ms: Bitrix24 waits 60 s for the answer to PRINT, the tunnel less. */
const deadlineMs = 20_000

/** A request that is being answered. */
interface Waiting {
  /** It was answered already, with a failure. */
  late: boolean
}

/** Accepts receipts: each is durable before PRINT is answered, and each check has one record (promise, rules 12 to 16). */
export class Intake {
  readonly #parts: IntakeParts
  #access: { readonly urlSecret: string; readonly digest: string } | undefined

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /**
   * Resolves with our UUID once the receipt is durable. Throws NotStored, also after the deadline: then the receipt is withdrawn as
   * soon as the disk allows it (promise, rule 14).
   */
  async accept(offer: Offer): Promise<string> {
    const { clock, fingerprints, ledger, secret } = this.#parts
    const uuid = uuidOf(secret, offer.mode, offer.bitrixUuid)
    const fingerprint = digestOf(secret, 'sale', `${offer.mode}\n${offer.sameSale}`)
    const waiting: Waiting = { late: false }
    const stored = fingerprints.run(fingerprint, () =>
      ledger.store.exclusive(uuid, () => this.#take(uuid, fingerprint, offer, waiting)),
    )
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.after(deadlineMs, () => {
        waiting.late = true
        reject(new NotStored(false, new Error(`not stored within ${deadlineMs} ms`)))
      })
      stored.then(resolve, reject).finally(cancel)
    })
    return uuid
  }

  /**
   * Our UUID of a check that is known and must not be tried anew; undefined for any other, which may be refused. Throws NotStored
   * when the disk does not tell within the deadline.
   */
  async answered({
    mode,
    bitrixUuid,
    content,
  }: Pick<Offer, 'mode' | 'bitrixUuid' | 'content'>): Promise<string | undefined> {
    const { clock, ledger, secret, mayBePrinted } = this.#parts
    const uuid = uuidOf(secret, mode, bitrixUuid)
    const asked = ledger.store.exclusive(uuid, async () => {
      const known = await this.#find(uuid)
      if (known === 'unreadable') return uuid
      if (known === undefined) return undefined
      if (againState(known) !== undefined && !mayBePrinted(known)) return undefined
      this.#compare(known, content)
      return uuid
    })
    if (await within(clock, deadlineMs, asked)) return asked
    throw new NotStored(false, new Error(`not looked up within ${deadlineMs} ms`))
  }

  /**
   * Modes in which the check was accepted under this URL secret, a present or an old one (promise, rule 11). A record that is not
   * read within the deadline counts as unknown.
   */
  async modesUnder(urlSecret: string, bitrixUuid: string): Promise<readonly Mode[]> {
    const { clock, ledger, secret } = this.#parts
    const access = digestOf(secret, 'url', urlSecret)
    const found: Mode[] = []
    const asked = Promise.all(
      modes.map(async (mode) => {
        const known = await ledger.store.find(uuidOf(secret, mode, bitrixUuid)).catch(() => undefined)
        if (known?.access === access) found.push(mode)
      }),
    )
    return (await within(clock, deadlineMs, asked)) ? found : []
  }

  /** The record of a check. Throws NotStored when the disk does not tell whether there is one. */
  async #find(uuid: string): Promise<ReceiptRecord | 'unreadable' | undefined> {
    const { ledger, onUnreadable, onReadFailure } = this.#parts
    const { store } = ledger
    try {
      const known = await store.find(uuid)
      // A record that may be gone after a power cut is made durable before it is an answer.
      if (known !== undefined && store.isDoubtful(uuid)) await ledger.write({ ...known, revision: known.revision + 1 })
      return known
    } catch (cause) {
      if (!(cause instanceof CorruptFile)) {
        onReadFailure(uuid, cause)
        throw new NotStored(false, cause)
      }
      await onUnreadable({ uuid, path: cause.path, cause }).catch((error: unknown) => {
        throw new NotStored(false, error)
      })
      return 'unreadable'
    }
  }

  async #take(uuid: string, fingerprint: string, offer: Offer, waiting: Waiting): Promise<void> {
    if (waiting.late) throw new NotStored(true, 'too late')
    const known = await this.#find(uuid)
    if (known === 'unreadable') return
    if (known === undefined) await this.#create(uuid, fingerprint, offer, waiting)
    else await this.#repeat(known, fingerprint, offer, waiting)
  }

  async #create(uuid: string, fingerprint: string, offer: Offer, waiting: Waiting): Promise<void> {
    const { ledger, log } = this.#parts
    const record = ledger.noted(this.#guarded(await this.#draft(uuid, fingerprint, offer)), 'accepted')
    try {
      await ledger.write(record, () => !waiting.late)
    } catch (error) {
      log.error({ uuid, check: offer.bitrixUuid, err: error }, 'receipt could not be stored: withdrawing it')
      await this.#withdraw(record, error)
    }
  }

  /** Removes every trace of a record. When the disk refuses, it counts as a sale whose answer was lost. Always throws NotStored. */
  async #withdraw(record: ReceiptRecord, cause: unknown): Promise<never> {
    const { ledger } = this.#parts
    try {
      await ledger.store.discard(record.uuid)
    } catch {
      ledger.doubt(record)
      throw new NotStored(false, cause)
    }
    throw new NotStored(true, cause)
  }

  /**
   * Writes the refused receipt back over a new attempt that could not be stored. When the disk refuses, the attempt counts as made.
   * Always throws NotStored.
   */
  async #restore(known: ReceiptRecord, attempt: ReceiptRecord, cause: unknown): Promise<never> {
    const { ledger } = this.#parts
    const { revision } = attempt
    try {
      await ledger.write(ledger.noted({ ...known, revision }, 'withdrawn'))
    } catch {
      // Higher than the revision of the refusal, which may be on the disk.
      ledger.doubt({ ...attempt, revision: revision + 1 })
      throw new NotStored(false, cause)
    }
    throw new NotStored(true, cause)
  }

  /** A new record, not stored yet. Throws NotStored when it gets no place in the queue. */
  async #draft(uuid: string, fingerprint: string, offer: Offer): Promise<ReceiptRecord> {
    const { ledger } = this.#parts
    return {
      format: recordFormat,
      revision: 0,
      uuid,
      order: await this.#nextOrder(uuid),
      mode: offer.mode,
      registerId: offer.registerId,
      bitrixUuid: offer.bitrixUuid,
      type: offer.type,
      content: offer.content,
      fingerprint,
      access: this.#accessOf(offer.urlSecret),
      receipt: receiptToJson(offer.receipt(markOf(uuid))),
      acceptedAt: ledger.instant(),
      state: { name: 'accepted' },
      history: [],
    }
  }

  /** The digest of a URL secret; that of the last one is kept, since it hardly ever changes. */
  #accessOf(urlSecret: string): string {
    if (this.#access?.urlSecret !== urlSecret) {
      this.#access = { urlSecret, digest: digestOf(this.#parts.secret, 'url', urlSecret) }
    }
    return this.#access.digest
  }

  async #nextOrder(uuid: string): Promise<number> {
    const { log, sequence } = this.#parts
    try {
      return await sequence.take()
    } catch (cause) {
      log.error({ uuid, err: cause }, 'receipt could not be stored: nothing of it is on disk')
      throw new NotStored(true, cause)
    }
  }

  /** The record, held when its sale may have been made already. */
  #guarded(record: ReceiptRecord): ReceiptRecord {
    const { ledger, log } = this.#parts
    const because = reasonToHold(record, { ...this.#parts, store: ledger.store })
    if (because === undefined) return record
    log.warn({ uuid: record.uuid, because }, 'its sale may have been made already: held')
    return { ...record, state: { name: 'held', because } }
  }

  async #repeat(known: ReceiptRecord, fingerprint: string, offer: Offer, waiting: Waiting): Promise<void> {
    const { ledger, log } = this.#parts
    const again = againState(known)
    if (again === undefined) {
      this.#compare(known, offer.content)
      return
    }
    const draft = await this.#draft(known.uuid, fingerprint, offer)
    const { decisions, history, revision } = known
    const kept = { history, revision, ...(decisions !== undefined && { decisions }) }
    const attempt = ledger.noted({ ...draft, ...kept, state: again, resent: true }, 'again')
    try {
      await ledger.write(attempt, () => !waiting.late)
    } catch (error) {
      log.error({ uuid: known.uuid, err: error }, 'new attempt could not be stored: withdrawing it')
      await this.#restore(known, attempt, error)
    }
  }

  /** Reports a known check that came again with another content. */
  #compare(known: ReceiptRecord, content: string): void {
    if (known.content !== content) this.#parts.onChangedContent(known, content)
  }
}

/** The state in which a known check is tried anew; undefined unless Bitrix24 was told that it is refused (promise, rule 12). */
const againState = ({ state, told, fingerprint, order, acceptedAt }: ReceiptRecord): ReceiptState | undefined =>
  told === 'error' ? next(state, { type: 'again', refused: { fingerprint, order, acceptedAt } }) : undefined
