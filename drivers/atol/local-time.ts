/** The register's clock has no zone: its dates are the shop's local time (fiscal-data 1, protocol 4.4). */

/** Local calendar fields as the register shows them; `month` 1..12. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second?: number
}

/** The number of tag 1012: Unix seconds as if local time were UTC. */
export const localSeconds = (time: LocalTime): number =>
  Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second ?? 0) / 1000

/** Offset of a zone from UTC at an instant, in seconds east. */
type OffsetAt = (unixMs: number) => number

function fixedOffset(zone: string): OffsetAt | undefined {
  const match = /^([+-])(\d\d):(\d\d)$/.exec(zone)
  if (match === null) return undefined
  const seconds = (Number(match[2]) * 60 + Number(match[3])) * 60
  return () => (match[1] === '-' ? -seconds : seconds)
}

function namedOffset(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (unixMs) => {
    const fields = new Map(format.formatToParts(unixMs).map((part) => [part.type, Number(part.value)]))
    const at = (type: Intl.DateTimeFormatPartTypes): number => fields.get(type) ?? 0
    const shown = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
    return (shown - Math.floor(unixMs / 1000) * 1000) / 1000
  }
}

/**
 * From local seconds (tag 1012) to the real instant in Unix seconds. `zone` is `+03:00` or an IANA name; an unknown
 * one throws RangeError. In the hour that a clock repeats, the earlier instant is taken.
 */
export function instantIn(zone: string): (local: number) => number {
  const offsetAt = fixedOffset(zone) ?? namedOffset(zone)
  return (local) => {
    const guess = local - offsetAt(local * 1000)
    return local - offsetAt(guess * 1000)
  }
}
