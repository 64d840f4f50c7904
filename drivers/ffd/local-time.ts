/**
 * The register's clock has no zone: tag 1012 and every date on the wire is local time. The zone is a setting, and the
 * host's own zone is never read.
 */

/** An IANA name (`Europe/Moscow`) or a fixed offset (`+03:00`). */
export type Zone = string

export interface LocalDate {
  readonly year: number
  /** 1..12. */
  readonly month: number
  readonly day: number
}

/** Time of a wall clock. A register without a set clock may return one that does not exist (all zeros): see `exists`. */
export interface LocalTime extends LocalDate {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Tag 1012 of a local time: seconds since 1970 as if it were UTC. */
export const secondsOf = (local: LocalTime): number =>
  Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second) / 1000

/** The local time that tag 1012 holds. */
export function localOfSeconds(seconds: number): LocalTime {
  const date = new Date(seconds * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

const sameTime = (a: LocalTime, b: LocalTime): boolean =>
  a.year === b.year &&
  a.month === b.month &&
  a.day === b.day &&
  a.hour === b.hour &&
  a.minute === b.minute &&
  a.second === b.second

/** Whether there is such a day and such a time of day. */
export const exists = (local: LocalTime): boolean => sameTime(localOfSeconds(secondsOf(local)), local)

const formatters = new Map<Zone, Intl.DateTimeFormat>()

function formatterOf(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, formatter)
  return formatter
}

function fixedOffset(zone: Zone): number | undefined {
  const match = /^([+-])([01]\d):([0-5]\d)$/.exec(zone)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -minutes : minutes) * 60_000
}

/** Asks Intl, which costs tens of microseconds. */
function localByIntl(seconds: number, zone: Zone): LocalTime {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(seconds * 1000)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) as number
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

/** Zones change their offset on quarters of an hour only: within one, what Intl said holds. */
const quarterSeconds = 900

/** Zone -> the quarter that was asked for last, and the offset in it, seconds. */
const lastOffsets = new Map<Zone, { readonly quarter: number; readonly offset: number }>()

function offsetOf(seconds: number, zone: Zone): number {
  const quarter = Math.floor(seconds / quarterSeconds)
  const last = lastOffsets.get(zone)
  if (last?.quarter === quarter) return last.offset
  const start = quarter * quarterSeconds
  const offset = secondsOf(localByIntl(start, zone)) - start
  lastOffsets.set(zone, { quarter, offset })
  return offset
}

/** Local time of an instant (Unix ms); the milliseconds are dropped. Throws RangeError on an unknown zone. */
export function localOf(instant: number, zone: Zone): LocalTime {
  const seconds = Math.floor(instant / 1000)
  const fixed = fixedOffset(zone)
  return localOfSeconds(seconds + (fixed === undefined ? offsetOf(seconds, zone) : fixed / 1000))
}

const dayMs = 86_400_000

/**
 * The instant (Unix ms) of a local time. A time that a clock shows twice, when summer time ends, is the earlier one; a time
 * that it skips is taken by the offset after the change, which is again the earlier one. Throws RangeError on an unknown
 * zone or a date that does not exist.
 */
export function instantOf(local: LocalTime, zone: Zone): number {
  if (!exists(local)) throw new RangeError(`no such local time: ${JSON.stringify(local)}`)
  const asUtc = secondsOf(local) * 1000
  const offsets = [asUtc - dayMs, asUtc + dayMs].map((near) => secondsOf(localOf(near, zone)) * 1000 - near)
  const candidates = offsets.map((offset) => asUtc - offset)
  const exact = candidates.filter((instant) => sameTime(localOf(instant, zone), local))
  return Math.min(...(exact.length > 0 ? exact : candidates))
}

/** The instant (Unix ms) of a value of tag 1012. */
export const instantOfSeconds = (seconds: number, zone: Zone): number => instantOf(localOfSeconds(seconds), zone)

/** The value of tag 1012 at an instant (Unix ms). */
export const secondsOfInstant = (instant: number, zone: Zone): number => secondsOf(localOf(instant, zone))
