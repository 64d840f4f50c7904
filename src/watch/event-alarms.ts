import type { AlarmName } from './alarms.ts'

/**
 * Alarms of an event: something happened, and the alarm stands until a person has seen it. All others are alarms of a state: they
 * stand for as long as it does, and whoever raises them clears them.
 */
const eventAlarms: ReadonlySet<AlarmName> = new Set([
  'record-unreadable',
  'unknown-receipt',
  'content-changed',
  'contradicting-document',
  'unclaimed-document',
])

export const isEventAlarm = (name: AlarmName): boolean => eventAlarms.has(name)
