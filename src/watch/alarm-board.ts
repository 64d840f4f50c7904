import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { type Alarm, type AlarmName, alarms } from './alarms.ts'

/** The alarms that stand right now: raised and cleared by those who know, read by status, page and metrics. */
export class AlarmBoard {
  readonly #standing = new Map<string, Alarm>()
  readonly #clock: Clock
  readonly #log: Log

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  /** Raising a standing alarm again only renews its detail. */
  raise(name: AlarmName, subject: string, detail?: string): void {
    const key = `${name} ${subject}`
    const known = this.#standing.get(key)
    const since = known?.since ?? new Date(this.#clock.now()).toISOString()
    this.#standing.set(key, { name, subject, ...alarms[name], since, ...(detail !== undefined && { detail }) })
    if (known === undefined) this.#log.error({ alarm: name, subject, detail }, 'alarm raised')
  }

  clear(name: AlarmName, subject: string): void {
    if (this.#standing.delete(`${name} ${subject}`)) this.#log.info({ alarm: name, subject }, 'alarm cleared')
  }

  /** Makes the alarms of one name stand for exactly these subjects. */
  set(name: AlarmName, subjects: ReadonlyMap<string, string | undefined>): void {
    for (const alarm of [...this.#standing.values()]) {
      if (alarm.name === name && !subjects.has(alarm.subject)) this.clear(name, alarm.subject)
    }
    for (const [subject, detail] of subjects) this.raise(name, subject, detail)
  }

  /** Standing alarms, oldest first. */
  list(): Alarm[] {
    return [...this.#standing.values()]
  }
}
