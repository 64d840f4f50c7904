import type { AlarmBoard } from '../alarms/alarm-board.ts'
import { alarmEntry, isEventAlarm } from '../alarms/alarms.ts'
import type { AlarmView } from './status-view.ts'

/** The standing alarms with what a person can do about each: take note of it, decide. */
export const alarmViews = (board: AlarmBoard): AlarmView[] =>
  board.list().map((alarm) => ({
    ...alarm,
    ...(isEventAlarm(alarm.name) && { event: true }),
    ...(alarmEntry(alarm.name).decided === true && { decided: true }),
  }))
