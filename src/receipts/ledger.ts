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
  /** Moves later what the disk does not let be moved now. */
  readonly tidying: Pick<Tidying, 'later'>
  readonly clock: Clock
  readonly log: Log
  /** Day of an instant (Unix ms) in the shop's zone, `YYYY-MM-DD`. */
  readonly dayOf: (instant: number) => string
  /** Results are pushed to the portal: a receipt stays open until that is done. */
  readonly pushes: boolean
}

/** An event that the state of the receipt does not allow: somebody else was quicker, or a program error. */
export class IllegalEvent extends Error {
  override readonly name = 'IllegalEvent'
}

/** The history keeps the beginning of a long life and its end. */
const historyLimit = 60

/** The record with its state after the event. Throws IllegalEvent. */
function after(record: ReceiptRecord, event: ReceiptEvent): ReceiptRecord {
  const state = next(record.state, event)
  if (state === undefined) throw new IllegalEvent(`${event.type} is impossible in state ${record.state.name}`)
  return { ...record, state }
}

/** The only writer of records: every change is durable before the promise resolves, told to the log, the day's index and to listeners. */
export class Ledger {
  readonly #parts: LedgerParts
  readonly #listeners = new Set<(record: ReceiptRecord) => void>()

  constructor(parts: LedgerParts) {
    this.#parts = parts
  }

  get store(): ReceiptStore {
    return this.#parts.store
  }

  /** Calls `listener` after each durable change, and with what came in doubt. Returns what ends it. */
  onChange(listener: (record: ReceiptRecord) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The instant for records and histories, ISO. */
  instant(): string {
    return new Date(this.#parts.clock.now()).toISOString()
  }

  /** Adds a line to the history of a record that is about to be written. */
  noted(record: ReceiptRecord, event: string, detail?: string): ReceiptRecord {
    const entry = { at: this.instant(), event, state: record.state.name, ...(detail !== undefined && { detail }) }
    const history = [...record.history, entry]
    if (history.length > historyLimit) history.splice(historyLimit / 2, history.length - historyLimit)
    return { ...record, revision: record.revision + 1, history }
  }

  /** Makes a record durable that the caller built inside `store.exclusive`. `stillWanted`: see ReceiptStore.save. */
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
    // The change is durable and told: where the file lies is nobody's answer.
    await store.putAway(record.uuid).catch((error: unknown) => {
      tidying.later('a finished receipt', () => this.closeFinished(), error)
    })
  }

  /**
   * Applies an event to the receipt's state, durably. Throws IllegalEvent when the state does not allow it, and what the disk
   * throws when the change could not be made durable: then the old state holds.
   */
  apply(uuid: string, event: ReceiptEvent, detail?: string): Promise<ReceiptRecord> {
    return this.change(uuid, event.type, (record) => after(record, event), detail)
  }

  /** The same, wanted by a person who saw the receipt in the state `seen`: of two who decide at once only the first is heard. */
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

  /** Changes a receipt by a pure function, durably; one change of a receipt at a time. */
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

  /**
   * A record of which nobody knows whether the disk has it counts from now on. Listeners hear of it as of any other: a hold that
   * begins so must end as well.
   */
  doubt(record: ReceiptRecord): void {
    this.#parts.store.rememberDoubtful(record)
    this.#tell(record)
  }

  #tell(record: ReceiptRecord): void {
    for (const listener of this.#listeners) listener(record)
  }

  /** Moves away what a crash, or a change of settings, left among the open receipts though nothing is owed any more. */
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
