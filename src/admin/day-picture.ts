import { localOf } from '../../drivers/ffd/local-time.ts'
import { Sums } from '../receipts/sums.ts'
import type { DayLine } from '../store/day-line.ts'
import type { DayPicture } from './receipt-view.ts'

/** Upper ends of the groups of waiting times, s; what waited longer is a group of its own. */
const waitLimits = [5, 15, 60, 300, 3600] as const

/** A day in numbers: what was registered in which hour, for how much, and how long it waited. Pure. */
export function dayPicture(day: string, lines: readonly DayLine[], timeZone: string): DayPicture {
  const hours = new Array<number>(24).fill(0)
  const sums = new Sums()
  const waits: number[] = []
  for (const line of lines) {
    if (line.state !== 'registered') continue
    sums.add(line)
    if (line.registeredAt === undefined) continue
    const registered = Date.parse(line.registeredAt)
    const { hour } = localOf(registered, timeZone)
    hours[hour] = (hours[hour] ?? 0) + 1
    waits.push(Math.max(0, registered - Date.parse(line.acceptedAt)))
  }
  const groupOf = (ms: number): number => {
    const group = waitLimits.findIndex((limit) => ms <= limit * 1000)
    return group === -1 ? waitLimits.length : group
  }
  const groups = [...waitLimits, null].map((upToSeconds) => ({ upToSeconds, receipts: 0 }))
  for (const ms of waits) {
    const group = groups[groupOf(ms)]
    if (group !== undefined) group.receipts += 1
  }
  return {
    day,
    ...sums.view(),
    hours,
    waits: groups,
    ...(waits.length > 0 && { longestWaitMs: waits.reduce((longest, ms) => Math.max(longest, ms), 0) }),
  }
}
