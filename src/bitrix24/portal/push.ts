import type { Clock } from '../../../drivers/clock.ts'
import type { Log } from '../../../drivers/log.ts'
import type { AlarmBoard } from '../../alarms/alarm-board.ts'
import { Waker } from '../../base/waker.ts'
import type { Inquiry, Standing } from '../../receipts/inquiry.ts'
import { IllegalEvent, type Ledger } from '../../receipts/ledger.ts'
import { confirmedBy, isPushOwed, type ReceiptRecord } from '../../record/record.ts'
import { done, failed } from '../texts/answers.ts'
import { type PushReply, readPushReply, readRefusalReply } from './push-reply.ts'
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
  readonly inquiry: Pick<Inquiry, 'standingOf'>
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
/** How soon a result is looked at again that may not be told yet, ms: a refusal of restored data, until the memories were read. */
const doubtMs = 60_000

/** What is pushed: an end of which there is no doubt. */
type End = Exclude<Standing, { kind: 'wait' }>

/** A result goes without STATUS, as the documentation has it. */
function parametersOf(UUID: string, end: End): object {
  if (end.kind === 'error') return { UUID, ...failed(end.text) }
  const { STATUS: _, ...attributes } = done(UUID, end.document)
  return attributes
}

/**
 * Tells the portal each result as soon as there is one (sale.cashbox.check.apply). What is owed is read from the open records,
 * so nothing is forgotten in a restart; CHECK goes on beside it, and whichever comes first is right.
 */
export class Pusher {
  readonly #parts: PusherParts
  readonly #stopping = new AbortController()
  readonly #tries = new Map<string, Tries>()
  #failures = 0
  /** The portal's method knows no refusals. Forgotten in a restart: it may have been updated meanwhile. */
  #withoutRefusals = false
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
      const notBefore = this.#tries.get(record.uuid)?.notBefore ?? now
      const end = notBefore <= now ? await this.#parts.inquiry.standingOf(record) : undefined
      if (end !== undefined && end.kind !== 'wait') {
        await this.#push(record, end, signal)
        return 0
      }
      soonest = Math.min(soonest, end === undefined ? notBefore - now : doubtMs)
    }
    return soonest
  }

  async #push(record: ReceiptRecord, end: End, signal: AbortSignal): Promise<void> {
    if (end.kind === 'error' && this.#withoutRefusals) {
      await this.#note(record, end, 'given-up')
      return
    }
    const result = await this.#parts.client.call('sale.cashbox.check.apply', parametersOf(record.uuid, end), signal)
    await this.#take(record, end, end.kind === 'done' ? readPushReply(result) : readRefusalReply(result, end.text))
  }

  async #take(record: ReceiptRecord, end: End, reply: PushReply): Promise<void> {
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
        // What only a refusal meets must not keep the results back.
        if (end.kind === 'error') await this.#tryLater(record, end, reply.text)
        return
      case 'taken':
        await this.#note(record, end, 'taken')
        return
      case 'unknown-check': {
        const tries = this.#failCheck(uuid)
        if (this.#parts.clock.monotonic() - tries.since < storingMs) return
        await this.#note(record, end, 'unknown')
        return
      }
      case 'no-refusals':
        this.#withoutRefusals = true
        log.warn({ uuid }, `the portal takes no refusals, CHECK tells them: ${reply.text}`)
        await this.#note(record, end, 'given-up', reply.text)
        return
      case 'refused':
        log.warn({ uuid }, `push refused: ${reply.text}`)
        // With each try the portal may mark the order and write to the manager once more.
        if (end.kind === 'error') await this.#note(record, end, 'given-up', reply.text)
        else await this.#tryLater(record, end, reply.text)
    }
  }

  /** Once more after a while; in the end it is left to CHECK. */
  async #tryLater(record: ReceiptRecord, end: End, text: string): Promise<void> {
    if (this.#failCheck(record.uuid).count >= patience) await this.#note(record, end, 'given-up', text)
  }

  async #note(
    { uuid, order, state }: ReceiptRecord,
    end: End,
    outcome: NonNullable<ReceiptRecord['pushed']>['outcome'],
    detail?: string,
  ): Promise<void> {
    const { ledger, log } = this.#parts
    const at = ledger.instant()
    const refusal = end.kind === 'error' ? ({ refusal: true } as const) : {}
    try {
      await ledger.change(
        uuid,
        `push-${outcome}`,
        (record) => {
          // It came again meanwhile, or was found to have a document: that is another story, and the refusal is no news of it.
          const isSame = record.order === order && record.state.name === state.name && isPushOwed(record)
          if (!isSame) throw new IllegalEvent(`${uuid} changed since it was pushed`)
          return {
            ...record,
            pushed: { at, outcome, ...refusal },
            // The portal has the result: it never asks again.
            ...(outcome === 'taken' && { told: end.kind, confirmed: confirmedBy(record, 'apply', at) }),
          }
        },
        detail,
      )
    } catch (error) {
      if (!(error instanceof IllegalEvent)) throw error
      log.info({ uuid, err: error }, 'a pushed result is not noted')
    }
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
