import { clockToleranceMs } from '../lane/gate.ts'
import { heldAgainst } from '../record/alias.ts'
import { type HoldReason, isPushOwed, type ReceiptRecord, type StateName } from '../record/record.ts'
import { holdWords, unresolvedWords } from '../words/ru/states.ts'
import type { Sign, Snapshot } from './snapshot.ts'

const minuteMs = 60_000
/** Bitrix24 asks every two minutes: five times in vain is long. */
const longWaitMs = 10 * minuteMs
/** Bitrix24 asks about a receipt soon after it got its UUID, unless its agents stand still for a while. */
const unconfirmedMs = 30 * minuteMs
/** The fate of a receipt is found out in half a minute, unless the register is away or the line breaks again and again. */
const longDoubtMs = 5 * minuteMs
/** Bitrix24 asks for five at most in one go. */
const starvationCount = 4

const waiting: ReadonlySet<StateName> = new Set(['accepted', 'printing', 'held', 'unresolved'])
const unprinted: ReadonlySet<StateName> = new Set(['accepted', 'printing'])

/** How long it waits, ms. One from the future was accepted before the host's clock went back: nobody knows, so it is long. */
function ageOf({ releasedAt, acceptedAt }: ReceiptRecord, now: number): number {
  const age = now - Date.parse(releasedAt ?? acceptedAt)
  return age < -clockToleranceMs ? Number.POSITIVE_INFINITY : age
}

const titleOf = ({ bitrixUuid, receipt }: ReceiptRecord): string =>
  receipt === null ? bitrixUuid : `${bitrixUuid}, ${receipt.total} ₽`

/** What became known of a receipt that Bitrix24 does not ask about, when its result was pushed. */
const unheardWhy: Readonly<Record<NonNullable<ReceiptRecord['pushed']>['outcome'], string | undefined>> = {
  unknown: 'Битрикс24 не знает этого чека, ответ на PRINT потерян',
  'given-up': 'Битрикс24 не принимает его результат',
  taken: undefined,
}

/** What a person decides by, with the other receipt's name: `release --same-as` asks for it. */
function heldWhy(because: HoldReason): string {
  const twin = heldAgainst(because)
  return twin === undefined ? holdWords[because.kind] : `${holdWords[because.kind]} (${twin})`
}

/** When its last attempt began, Unix ms. */
const takenAt = ({ history, acceptedAt: at }: ReceiptRecord): number =>
  Date.parse(history.findLast(({ event }) => event === 'taken')?.at ?? at)

function* oneReceipt(record: ReceiptRecord, age: number, now: number): Generator<Sign> {
  const { state, uuid, confirmed, pushed, receipt } = record
  if (state.name === 'unresolved')
    yield { name: 'unresolved', subject: uuid, detail: `${titleOf(record)}: ${unresolvedWords[state.why]}` }
  if (state.name === 'printing' && now - takenAt(record) >= longDoubtMs)
    yield { name: 'in-doubt', subject: uuid, detail: titleOf(record) }
  // A search ends by itself, usually at once.
  if (state.name === 'held' && (state.because.kind !== 'searching' || age >= longWaitMs)) {
    const { because } = state
    const name = because.kind === 'overdue' || because.kind === 'restored' ? because.kind : 'held'
    yield { name, subject: uuid, detail: `${titleOf(record)}: ${heldWhy(because)}` }
  }
  const toldAnyway = state.name === 'held' || state.name === 'unresolved' || state.name === 'alias'
  const unheard = age >= unconfirmedMs || pushed?.outcome === 'unknown'
  if (confirmed === undefined && receipt !== null && !toldAnyway && unheard) {
    const why = pushed === undefined ? undefined : unheardWhy[pushed.outcome]
    const title = titleOf(record)
    yield { name: 'unconfirmed', subject: uuid, detail: why === undefined ? title : `${title}: ${why}` }
  }
}

/** Since when a result is there to be pushed: the last change of its state. */
const settledAt = ({ history, acceptedAt: at }: ReceiptRecord): number =>
  Date.parse(history.findLast(({ state }) => state !== 'registered' && state !== 'alias')?.at ?? at)

/** What the open receipts give cause for. Pure; looks at each of them once, because a stopped register may leave thousands. */
export function* receiptSigns({ receipts, now, pushes }: Snapshot): Generator<Sign> {
  const late = new Map<string, number>()
  let starving = 0
  let owed = 0
  for (const record of receipts) {
    const { state, registerId } = record
    const age = ageOf(record, now)
    yield* oneReceipt(record, age, now)
    if (age >= longWaitMs) {
      if (unprinted.has(state.name)) late.set(registerId, (late.get(registerId) ?? 0) + 1)
      if (waiting.has(state.name)) starving += 1
    }
    // A refusal may have to wait until the memories were read (promise, rule 11).
    const isLate = state.name !== 'refused' && now - settledAt(record) >= longWaitMs
    if (pushes && isPushOwed(record) && isLate) owed += 1
  }
  for (const [subject, count] of late) yield { name: 'receipts-waiting', subject, detail: `чеков: ${count}` }
  if (starving >= starvationCount) yield { name: 'starvation', subject: 'bitrix24', detail: `чеков: ${starving}` }
  if (owed > 0) yield { name: 'push-backlog', subject: 'bitrix24', detail: `чеков: ${owed}` }
}
