import { instantOf, type LocalTime, localOf, type Zone } from '../../drivers/ffd/local-time.ts'
import type { RegisterStatus } from '../../drivers/register.ts'
import type { ShiftSchedule } from '../config/config.ts'

/** Why a shift must be closed now. */
export type ShiftDue = 'expired' | 'age' | 'hour'

const dayMs = 86_400_000

/** The last instant up to `clock` at which the wall showed `HH:MM`. */
function latest(closeAt: string, clock: number, zone: Zone): number {
  const [hour = 0, minute = 0] = closeAt.split(':').map(Number)
  const on = (day: LocalTime): number => instantOf({ ...day, hour, minute, second: 0 }, zone)
  const today = on(localOf(clock, zone))
  // A time shown a day before now is one of yesterday, or of an hour that a change of summer time moved.
  return today <= clock ? today : on(localOf(today - dayMs, zone))
}

/**
 * Whether a shift is due, by the register's own clock (`clock`, Unix ms): it is what counts the 24 hours, and a host's clock
 * that jumps must not close anything. Pure. An opening time that the register does not tell leaves only `expired`.
 */
export function shiftDue(
  { state, openedAt }: RegisterStatus['shift'],
  clock: number,
  { closeAt, maxAgeMs }: ShiftSchedule,
  zone: Zone,
): ShiftDue | undefined {
  if (state === 'closed') return undefined
  if (state === 'expired') return 'expired'
  if (openedAt === undefined) return undefined
  if (clock - openedAt >= maxAgeMs) return 'age'
  return closeAt !== undefined && openedAt < latest(closeAt, clock, zone) ? 'hour' : undefined
}
