import type { Clock } from '../clock.ts'
import type { Zone } from '../ffd/local-time.ts'
import type { Log } from '../log.ts'
import type { Line } from './line.ts'
import type { Profile } from './profile.ts'
import type { Session } from './session.ts'
import type { Stillness } from './stillness.ts'
import type { TagForecast } from './tag-forecast.ts'

/** What the operations of one register share. */
export interface Device {
  readonly session: Session
  readonly clock: Clock
  readonly log: Log
  /** The zone that the register's clock shows. */
  readonly zone: Zone
  readonly tagForecast: TagForecast
  readonly stillness: Stillness
  /** What the register is, read once and again when another one or another FN answers. */
  profile(line: Line, signal?: AbortSignal): Promise<Profile>
}
