import type { RegisterStatus } from '../../drivers/register.ts'
import type { WatchedAlarm } from '../alarms/alarms.ts'
import { clockToleranceMs } from '../lane/gate.ts'
import { contradictionOf } from '../lane/rightful-register.ts'
import { reasonText } from '../words/reason-text.ts'
import type { TroubleCode } from '../words/reasons/catalogue.ts'
import { printerWords } from '../words/ru/states.ts'
import { fnDaysLeft } from './fn-days.ts'
import type { RegisterSight, Sign } from './snapshot.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** A minute after the highest `shift.maxHours`: the bridge itself has closed the shift by then. */
const longShiftMs = 23.95 * hourMs + 60_000

type Found = Omit<Sign, 'subject'>

/** Thresholds of one measure, the worst first: only the worst one stands. */
const worst = (
  value: number,
  limits: readonly (readonly [limit: number, name: WatchedAlarm])[],
): WatchedAlarm | undefined => limits.find(([limit]) => value >= limit)?.[1]

const ofdLimits = [
  [30 * dayMs, 'ofd-blocked'],
  [20 * dayMs, 'ofd-silent-20-days'],
  [3 * dayMs, 'ofd-silent-3-days'],
  [dayMs, 'ofd-silent-1-day'],
] as const

/** Days, negated: fewer are worse. */
const fnLimits = [
  [1, 'fn-expired'],
  [-3, 'fn-expires-in-3-days'],
  [-10, 'fn-expires-in-10-days'],
  [-30, 'fn-expires-in-30-days'],
] as const

function* identitySigns({ identity, expected }: RegisterSight): Generator<Found> {
  const contradiction = identity === undefined ? undefined : contradictionOf(identity, expected)
  if (contradiction !== undefined) yield { name: 'wrong-register', detail: reasonText(contradiction, 'ru') }
}

function* printerSigns({ paper, cover, printer }: RegisterStatus): Generator<Found> {
  if (paper === 'out') yield { name: 'paper-out' }
  if (paper === 'low') yield { name: 'paper-low' }
  if (cover === 'open') yield { name: 'cover-open' }
  if (printer.length > 0) yield { name: 'printer', detail: printer.map((trouble) => printerWords[trouble]).join(', ') }
}

function* fnSigns({ fn }: RegisterStatus, { zone }: RegisterSight, now: number): Generator<Found> {
  const days = Math.min(
    fnDaysLeft(fn.expires, now, zone),
    fn.warnings.includes('replace-urgently') ? 3 : Number.POSITIVE_INFINITY,
    fn.warnings.includes('keys-expire-in-30-days') ? 30 : Number.POSITIVE_INFINITY,
  )
  const name = worst(-days, fnLimits)
  if (name !== undefined) yield { name, detail: `ФН ${fn.number} годен до ${fn.expires}` }
  if (fn.warnings.includes('memory-90-percent')) yield { name: 'fn-memory', detail: `ФН ${fn.number}` }
  if (fn.warnings.includes('critical') || !fn.fiscal) yield { name: 'fn-failed', detail: `ФН ${fn.number}` }
}

function* ofdSigns({ ofd, fn, clock }: RegisterStatus): Generator<Found> {
  const age = ofd.oldestAt === undefined ? 0 : clock - ofd.oldestAt
  const name = worst(fn.warnings.includes('ofd-overdue') ? Math.max(age, 3 * dayMs) : age, ofdLimits)
  if (name !== undefined) yield { name, detail: `не передано документов: ${ofd.unsent}` }
}

function* shiftSigns({ shift, clock }: RegisterStatus, { shiftFailure }: RegisterSight): Generator<Found> {
  const age = shift.openedAt === undefined ? 0 : clock - shift.openedAt
  const detail = `смена ${shift.number}`
  if (shift.state === 'expired') yield { name: 'shift-expired', detail }
  if (shiftFailure !== undefined) yield { name: 'shift-not-closed', detail: `${detail}: ${shiftFailure.text}` }
  else if (shift.state === 'open' && age >= longShiftMs) yield { name: 'shift-not-closed', detail }
}

/** Trouble of the lane that an alarm of its own already tells more plainly. */
const toldAnyway: Readonly<Partial<Record<TroubleCode, (sight: RegisterSight) => boolean>>> = {
  NO_PAPER: ({ status }) => status?.paper === 'out',
  COVER_OPEN: ({ status }) => status?.cover === 'open',
  WRONG_REGISTER: ({ identity, expected }) =>
    identity !== undefined && contradictionOf(identity, expected) !== undefined,
}

function* troubleSigns(sight: RegisterSight): Generator<Found> {
  const { trouble } = sight
  if (trouble === undefined || toldAnyway[trouble.code]?.(sight) === true) return
  yield { name: 'register-trouble', detail: `${trouble.code}: ${trouble.text}` }
}

function* signsOf(sight: RegisterSight, now: number): Generator<Found> {
  yield* troubleSigns(sight)
  yield* identitySigns(sight)
  const { status, clockDriftMs, reading } = sight
  if (reading !== undefined)
    yield { name: 'memory-reading', detail: `читает память кассы: ${reading.read} из ${reading.of}` }
  if (status === undefined) return
  yield* printerSigns(status)
  yield* fnSigns(status, sight, now)
  yield* ofdSigns(status)
  yield* shiftSigns(status, sight)
  if (clockDriftMs !== undefined && Math.abs(clockDriftMs) >= clockToleranceMs) {
    const side = clockDriftMs > 0 ? 'спешат' : 'отстают'
    yield { name: 'clock-drift', detail: `часы кассы ${side} на ${Math.round(Math.abs(clockDriftMs) / 1000)} с` }
  }
}

/** What a register gives cause for. Pure. */
export const registerSigns = (sight: RegisterSight, now: number): Sign[] =>
  [...signsOf(sight, now)].map((found) => ({ ...found, subject: sight.id }))
