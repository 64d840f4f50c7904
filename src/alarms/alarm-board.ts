import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { type Alarm, type AlarmName, alarms, type EventAlarm, type RaisedAlarm, type WatchedAlarm } from './alarms.ts'

/** The alarms that stand right now: raised and cleared by those who know, read by status, page and metrics. */
export class AlarmBoard {
  readonly #standing = new Map<string, Alarm>()
  readonly #clock: Clock
  readonly #log: Log
  #onChange = (): void => undefined

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  /** Calls the listener whenever an alarm comes or goes. */
  onChange(listener: () => void): void {
    this.#onChange = listener
  }

  /** Puts an alarm back that stood since an earlier life of the daemon. */
  restore(name: EventAlarm, subject: string, since: string, detail?: string): void {
    this.#stand(name, subject, since, detail)
  }

  /** Raising a standing alarm again only renews its detail. */
  raise(name: RaisedAlarm, subject: string, detail?: string): void {
    this.#raise(name, subject, detail)
  }

  #raise(name: AlarmName, subject: string, detail?: string): void {
    const known = this.#standing.get(`${name} ${subject}`)
    const since = known?.since ?? new Date(this.#clock.now()).toISOString()
    this.#stand(name, subject, since, detail)
    if (known !== undefined) return
    this.#log.error({ alarm: name, subject, detail }, 'alarm raised')
    this.#onChange()
  }

  /** Whether it stood. */
  clear(name: RaisedAlarm, subject: string): boolean {
    return this.#clear(name, subject)
  }

  #clear(name: AlarmName, subject: string): boolean {
    const stood = this.#standing.delete(`${name} ${subject}`)
    if (!stood) return false
    this.#log.info({ alarm: name, subject }, 'alarm cleared')
    this.#onChange()
    return true
  }

  /** Makes the alarms of one name, which a look at everything found, stand for exactly these subjects. */
  set(name: WatchedAlarm, subjects: ReadonlyMap<string, string | undefined>): void {
    for (const alarm of [...this.#standing.values()]) {
      if (alarm.name === name && !subjects.has(alarm.subject)) this.#clear(name, alarm.subject)
    }
    for (const [subject, detail] of subjects) this.#raise(name, subject, detail)
  }

  #stand(name: AlarmName, subject: string, since: string, detail: string | undefined): void {
    const { text, blocking } = alarms[name]
    const alarm = { name, subject, text, blocking, since, ...(detail !== undefined && { detail }) }
    this.#standing.set(`${name} ${subject}`, alarm)
  }

  /** Standing alarms, oldest first. */
  list(): Alarm[] {
    return [...this.#standing.values()]
  }
}
