import type { Clock } from '../../../drivers/clock.ts'
import type { Log } from '../../../drivers/log.ts'
import type { AlarmBoard } from '../../alarms/alarm-board.ts'
import { Waker } from '../../base/waker.ts'
import type { Ledger } from '../../receipts/ledger.ts'
import type { DocumentJson } from '../../record/receipt-json.ts'
import { confirmedBy, isPushOwed, type ReceiptRecord } from '../../record/record.ts'
import { standsFor } from '../../record/second-name.ts'
import { done } from '../texts/answers.ts'
import { type PushReply, readPushReply } from './push-reply.ts'
import type { RestClient } from './rest-client.ts'

/** Doubling pauses, ms: the first, and the one that is never exceeded. */
export interface Backoff {
  readonly firstMs: number
  readonly longestMs: number
}

/** The pause after the `failures`-th failure in a row (from 1), ms. */
export const pauseAfter = (failures: number, { firstMs, longestMs }: Backoff): number =>
  Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)))

export interface PusherParts {
  readonly ledger: Ledger
  readonly client: Pick<RestClient, 'call' | 'portal'>
  readonly clock: Clock
  readonly log: Log
  readonly board: AlarmBoard
}

/** What is known of a result that the portal did not take at once. Lost in a restart: then it is simply tried again. */
interface Tries {
  count: number
  /** Monotonic ms. */
  readonly since: number
  notBefore: number
}

const portalBackoff: Backoff = { firstMs: 1_000, longestMs: 300_000 }
const checkBackoff: Backoff = { firstMs: 5_000, longestMs: 600_000 }
/**
 * How long an unknown UUID may mean that Bitrix24 has not stored it yet, ms: it waits 60 s for the answer to PRINT
 * (bitrix24-contract 2), and a register may be quicker than that.
 */
const storingMs = 120_000
/** Refusals of one result, hours apart in the end, after which it is left to CHECK. */
const patience = 16

/**
 * Tells the portal each result as soon as there is one (sale.cashbox.check.apply). What is owed is read from the open records,
 * so nothing is forgotten in a restart; CHECK goes on beside it, and whichever comes first is right.
 */
export class Pusher {
  readonly #parts: PusherParts
  readonly #stopping = new AbortController()
  readonly #tries = new Map<string, Tries>()
  #failures = 0
  #notBefore = Number.NEGATIVE_INFINITY
  readonly #waker: Waker
  #running: Promise<void> | undefined
  #unwatch = (): void => undefined

  constructor(parts: PusherParts) {
    this.#parts = parts
    this.#waker = new Waker(parts.clock)
  }

  start(): void {
    this.#unwatch = this.#parts.ledger.onChange((record) => {
      if (isPushOwed(record)) this.#waker.wake()
    })
    this.#running ??= this.#run()
  }

  /** Ends after the call in progress, which is given up. */
  async stop(): Promise<void> {
    this.#unwatch()
    this.#stopping.abort(new Error('the daemon is stopping'))
    this.#waker.wake()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      this.#waker.comeRound()
      try {
        const pauseMs = await this.#step(signal)
        if (pauseMs > 0) await this.#waker.rest(pauseMs)
      } catch (error) {
        if (signal.aborted) return
        this.#parts.log.error({ err: error }, 'a pushed result could not be noted: it is pushed again')
        this.#failPortal()
      }
    }
  }

  /** Pushes one result that is due, or says how long none is, ms. */
  async #step(signal: AbortSignal): Promise<number> {
    const now = this.#parts.clock.monotonic()
    if (now < this.#notBefore) return this.#notBefore - now
    let soonest = Number.POSITIVE_INFINITY
    for (const record of this.#parts.ledger.store.openReceipts()) {
      if (!isPushOwed(record)) continue
      const document = await this.#documentOf(record)
      if (document === undefined) continue
      const notBefore = this.#tries.get(record.uuid)?.notBefore ?? now
      if (notBefore <= now) {
        await this.#push(record, document, signal)
        return 0
      }
      soonest = Math.min(soonest, notBefore - now)
    }
    return soonest
  }

  /** The document that a UUID stands for; a second name has its receipt's, which may have one more name itself. */
  async #documentOf(record: ReceiptRecord): Promise<DocumentJson | undefined> {
    const { state } = record
    if (state.name === 'registered') return state.document
    const of = state.name === 'alias' ? await this.#parts.ledger.store.find(state.of) : undefined
    return of === undefined || !standsFor(record, of) ? undefined : this.#documentOf(of)
  }

  async #push(record: ReceiptRecord, document: DocumentJson, signal: AbortSignal): Promise<void> {
    const { client } = this.#parts
    const { STATUS: _, ...parameters } = done(record.uuid, document)
    await this.#take(record, readPushReply(await client.call('sale.cashbox.check.apply', parameters, signal)))
  }

  async #take(record: ReceiptRecord, reply: PushReply): Promise<void> {
    const { board, client, log } = this.#parts
    const { uuid } = record
    if (reply.kind !== 'trouble') {
      this.#failures = 0
      board.clear('push-refused', client.portal)
    }
    switch (reply.kind) {
      case 'trouble':
        log.warn({ uuid, failures: this.#failures + 1 }, `push failed: ${reply.text}`)
        if (reply.mend) board.raise('push-refused', client.portal, reply.text)
        this.#failPortal()
        return
      case 'taken':
        await this.#note(uuid, 'taken')
        return
      case 'unknown-check': {
        const tries = this.#failCheck(uuid)
        if (this.#parts.clock.monotonic() - tries.since < storingMs) return
        await this.#note(uuid, 'unknown')
        return
      }
      case 'refused': {
        const { count } = this.#failCheck(uuid)
        log.warn({ uuid, count }, `push refused: ${reply.text}`)
        if (count >= patience) await this.#note(uuid, 'given-up', reply.text)
      }
    }
  }

  async #note(uuid: string, outcome: NonNullable<ReceiptRecord['pushed']>['outcome'], detail?: string): Promise<void> {
    const { ledger } = this.#parts
    const at = ledger.instant()
    await ledger.change(
      uuid,
      `push-${outcome}`,
      (record) => ({
        ...record,
        pushed: { at, outcome },
        // The portal has the result: it never asks again.
        ...(outcome === 'taken' && { told: 'done', confirmed: confirmedBy(record, 'apply', at) }),
      }),
      detail,
    )
    this.#tries.delete(uuid)
  }

  #failPortal(): void {
    this.#failures += 1
    this.#notBefore = this.#parts.clock.monotonic() + pauseAfter(this.#failures, portalBackoff)
  }

  #failCheck(uuid: string): Tries {
    const now = this.#parts.clock.monotonic()
    const tries = this.#tries.get(uuid) ?? { count: 0, since: now, notBefore: now }
    tries.count += 1
    tries.notBefore = now + pauseAfter(tries.count, checkBackoff)
    this.#tries.set(uuid, tries)
    return tries
  }
}
