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
  readonly clock: Clock
  readonly log: Log
  /** The record of this check is there and cannot be read; called with its lock held. */
  readonly onUnreadable: (record: UnreadableRecord) => Promise<void>
  /** The disk does not give it out. */
  readonly onReadFailure: (uuid: string, error: unknown) => void
  /** Whether this refused receipt may have a document all the same: then it is not refused anew. */
  readonly mayBePrinted: (record: ReceiptRecord) => boolean
  /** The same check came again, with a content that is not the known one to the letter. */
  readonly onChangedContent: (known: ReceiptRecord, content: string) => void
  /** What to do with a sale that repeats one whose answer may be lost. */
  readonly lostAnswer: 'hold' | 'print'
}

const modes: readonly Mode[] = ['ACTIVE', 'TEST']

/** How long PRINT may take to be durable, ms: Bitrix24 gives up after 60 s, the edge of the tunnel earlier. */
const deadlineMs = 20_000

/** Whether whoever asked has been answered already. */
interface Waiting {
  late: boolean
}

/** Takes receipts in: durable before visible, one UUID a check, nothing twice (promise, rules 12 to 16). */
export class Intake {
  readonly #parts: IntakeParts
  #access: { readonly urlSecret: string; readonly digest: string } | undefined

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /**
   * Resolves with our UUID once the receipt is durable. Throws NotStored, also when the disk takes longer than the
   * deadline: then the receipt is withdrawn as soon as the disk allows it (promise, rule 14).
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
   * Our UUID of a check that is known already and is not to be tried anew; undefined for any other, which may be refused. Throws
   * NotStored when not even that can be said, or not within the deadline.
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
   * Modes in which a check is known whose record was accepted under this URL secret, current or not (promise, rule 11). What
   * cannot be read, or not within the deadline, is in none.
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

  /** What is stored of a check. Throws NotStored when not even whether it is known can be said. */
  async #find(uuid: string): Promise<ReceiptRecord | 'unreadable' | undefined> {
    const { ledger, onUnreadable, onReadFailure } = this.#parts
    const { store } = ledger
    try {
      const known = await store.find(uuid)
      // What nobody may find after a power cut is no answer yet.
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

  /** Makes sure that nothing is left of a record; when not even that is certain, it counts as a sale whose answer was lost. */
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

  /** Puts the refused receipt back in the place of the new attempt that could not be stored; otherwise the same as above. */
  async #restore(known: ReceiptRecord, attempt: ReceiptRecord, cause: unknown): Promise<never> {
    const { ledger } = this.#parts
    const { revision } = attempt
    try {
      await ledger.write(ledger.noted({ ...known, revision }, 'withdrawn'))
    } catch {
      // Newer than the refusal, which may be on disk as well.
      ledger.doubt({ ...attempt, revision: revision + 1 })
      throw new NotStored(false, cause)
    }
    throw new NotStored(true, cause)
  }

  /** The record of a new attempt, of which nothing is on disk yet. Throws NotStored. */
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

  /** One URL secret is all there is for months: its digest is made once. */
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

  /** The record accepted, or held when its sale may have been made already. */
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

  #compare(known: ReceiptRecord, content: string): void {
    if (known.content !== content) this.#parts.onChangedContent(known, content)
  }
}

/** The state in which a known check is tried anew: Bitrix24 was told that it is refused (promise, rule 12). */
const againState = ({ state, told, fingerprint, order, acceptedAt }: ReceiptRecord): ReceiptState | undefined =>
  told === 'error' ? next(state, { type: 'again', refused: { fingerprint, order, acceptedAt } }) : undefined
