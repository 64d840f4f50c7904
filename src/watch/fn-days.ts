import { localOf, type Zone } from '../../drivers/ffd/local-time.ts'

const dayMs = 86_400_000

/** Whole days from today, where the register stands, to the last day of the FN (`YYYY-MM-DD`): 0 on that day, negative after it. */
export function fnDaysLeft(expires: string, now: number, zone: Zone): number {
  const { year, month, day } = localOf(now, zone)
  return Math.round((Date.parse(`${expires}T00:00:00Z`) - Date.UTC(year, month - 1, day)) / dayMs)
}
