import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { type Decided, withDecision } from '../record/decided.ts'
import { isFinished, type ReceiptEvent, type ReceiptRecord, type ReceiptState } from '../record/record.ts'
import { next } from '../record/transitions.ts'
import type { DayIndex } from '../store/day-index.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import type { Tidying } from '../store/tidying.ts'
import { dayLineOf } from './day-line-of.ts'

export interface LedgerParts {
  readonly store: ReceiptStore
  readonly index: DayIndex
  /** For moves that the disk refuses now. */
  readonly tidying: Pick<Tidying, 'later'>
  readonly clock: Clock
  readonly log: Log
  /** Day of an instant (Unix ms) in the shop's zone, `YYYY-MM-DD`. */
  readonly dayOf: (instant: number) => string
  /** Whether results are pushed to the portal: then a receipt stays open until its result is. */
  readonly pushes: boolean
}

/** The state of the receipt does not allow the event: somebody else was quicker, or the program is wrong. */
export class IllegalEvent extends Error {
  override readonly name = 'IllegalEvent'
}

/** Entries of a history; a longer one loses those in the middle. */
const historyLimit = 60

/** The record with its state after the event. Throws IllegalEvent. */
function after(record: ReceiptRecord, event: ReceiptEvent): ReceiptRecord {
  const state = next(record.state, event)
  if (state === undefined) throw new IllegalEvent(`${event.type} is impossible in state ${record.state.name}`)
  return { ...record, state }
}

/** The only writer of records. A change is durable before its promise resolves; log, index of the day and listeners hear of it. */
export class Ledger {
  readonly #parts: LedgerParts
  readonly #listeners = new Set<(record: ReceiptRecord) => void>()

  constructor(parts: LedgerParts) {
    this.#parts = parts
  }

  get store(): ReceiptStore {
    return this.#parts.store
  }

  /** Calls `listener` with each record after its change, or when it came in doubt. Returns what ends it. */
  onChange(listener: (record: ReceiptRecord) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Now, as records and histories write it: ISO. */
  instant(): string {
    return new Date(this.#parts.clock.now()).toISOString()
  }

  /** The record with one entry of history more; the caller writes it. */
  noted(record: ReceiptRecord, event: string, detail?: string): ReceiptRecord {
    const entry = { at: this.instant(), event, state: record.state.name, ...(detail !== undefined && { detail }) }
    const history = [...record.history, entry]
    if (history.length > historyLimit) history.splice(historyLimit / 2, history.length - historyLimit)
    return { ...record, revision: record.revision + 1, history }
  }

  /** Makes a record durable; the caller holds its lock. `stillWanted`: see ReceiptStore.save. */
  async write(record: ReceiptRecord, stillWanted?: () => boolean): Promise<void> {
    const { store, log, tidying } = this.#parts
    await store.save(record, stillWanted)
    const last = record.history.at(-1)
    log.info(
      {
        uuid: record.uuid,
        check: record.bitrixUuid,
        register: record.registerId,
        state: record.state.name,
        event: last?.event,
      },
      last?.detail ?? 'receipt changed',
    )
    this.#note(record)
    this.#tell(record)
    if (!this.#isFinished(record)) return
    // The change is durable and told: that the file could not be moved is no failure of it.
    await store.putAway(record.uuid).catch((error: unknown) => {
      tidying.later('a finished receipt', () => this.closeFinished(), error)
    })
  }

  /**
   * Applies an event to the receipt, durably. Throws IllegalEvent when its state does not allow the event, and what the disk
   * throws; then the old state holds.
   */
  apply(uuid: string, event: ReceiptEvent, detail?: string): Promise<ReceiptRecord> {
    return this.change(uuid, event.type, (record) => after(record, event), detail)
  }

  /** The same by decision of a person who saw the receipt in the state `seen`. Throws IllegalEvent when it has another now. */
  decide(
    uuid: string,
    seen: ReceiptState,
    event: ReceiptEvent,
    decided: Decided,
    detail: string,
  ): Promise<ReceiptRecord> {
    return this.change(
      uuid,
      `decided-${event.type}`,
      (record) => {
        if (!isDeepStrictEqual(record.state, seen)) throw new IllegalEvent(`${uuid} changed since it was looked at`)
        const changed = withDecision(after(record, event), decided)
        return event.type === 'release' ? { ...changed, releasedAt: decided.at } : changed
      },
      detail,
    )
  }

  /** Changes a receipt by the pure function `edit`, durably; one change of a receipt at a time. */
  change(
    uuid: string,
    event: string,
    edit: (record: ReceiptRecord) => ReceiptRecord,
    detail?: string,
  ): Promise<ReceiptRecord> {
    return this.#parts.store.exclusive(uuid, async () => {
      const record = await this.#parts.store.find(uuid)
      if (record === undefined) throw new IllegalEvent(`there is no receipt ${uuid}`)
      const changed = this.noted(edit(record), event, detail)
      await this.write(changed)
      return changed
    })
  }

  #isFinished(record: ReceiptRecord): boolean {
    return isFinished(record, this.#parts.pushes)
  }

  /** Lets a record count of which nobody knows whether the disk has it. Listeners hear of it, so that its hold can end. */
  doubt(record: ReceiptRecord): void {
    this.#parts.store.rememberDoubtful(record)
    this.#tell(record)
  }

  #tell(record: ReceiptRecord): void {
    for (const listener of this.#listeners) listener(record)
  }

  /** Moves away finished receipts that a crash, or a change of settings, left among the open ones. */
  async closeFinished(): Promise<void> {
    const { store } = this.#parts
    for (const { uuid } of store.openReceipts().filter((record) => this.#isFinished(record))) {
      await store.exclusive(uuid, async () => {
        const record = await store.find(uuid)
        if (record !== undefined && store.isOpen(uuid) && this.#isFinished(record)) await store.putAway(uuid)
      })
    }
  }

  #note(record: ReceiptRecord): void {
    const { index, dayOf, log } = this.#parts
    const day = dayOf(Date.parse(record.acceptedAt))
    index.note(day, dayLineOf(record)).catch((error: unknown) => {
      log.warn({ uuid: record.uuid, err: error }, 'the list of the day misses a change; the receipt itself is safe')
    })
  }
}
