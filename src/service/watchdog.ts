import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { Notifier } from './notify.ts'

/** A lane, as far as a sign of life depends on it. */
export interface Progress {
  readonly id: string
  /** Monotonic ms at which it last got on: before each step with the register, before each pause, and within a long reading. */
  readonly progressAt: number
}

/**
 * The longest step of a lane, ms. One device call may take 120 s (closing a shift); a step may be a shift report,
 * a receipt of a thousand lines and the fence behind it. Beyond this a lane is not slow, it hangs.
 */
export const longestStepMs = 900_000

/** Status and signs of life a watchdog period: one that is lost does not kill. */
const signsPerPeriod = 3
/** How often `systemctl status` is renewed when nobody watches, ms. */
const statusPeriodMs = 60_000

export interface WatchdogParts {
  readonly notifier: Notifier
  readonly clock: Clock
  readonly log: Log
  readonly lanes: () => readonly Progress[]
  /** The line for `systemctl status`. */
  readonly status: () => string
}

/** Lanes that made no progress for longer than any step takes. */
export const hanging = (lanes: readonly Progress[], monotonicNow: number): readonly Progress[] =>
  lanes.filter(({ progressAt }) => monotonicNow - progressAt > longestStepMs)

/**
 * Gives signs of life while the event loop turns (or this would not run) and every lane makes progress; a lane that hangs
 * gets the process killed and started again, which settles what it was printing. Returns what stops it.
 */
export function keepWatchdog({ notifier, clock, log, lanes, status }: WatchdogParts): () => void {
  if (!notifier.isHeard) return () => undefined
  const periodMs = notifier.watchdogMs === undefined ? statusPeriodMs : notifier.watchdogMs / signsPerPeriod
  let cancel = (): void => undefined
  const tick = (): void => {
    const stuck = hanging(lanes(), clock.monotonic()).map(({ id }) => id)
    if (stuck.length === 0) void notifier.alive(status())
    else {
      log.error({ registers: stuck }, 'a lane hangs: no sign of life for the watchdog')
      void notifier.status(`Касса не отвечает мосту, ожидается перезапуск: ${stuck.join(', ')}`)
    }
    cancel = clock.after(periodMs, tick)
  }
  cancel = clock.after(periodMs, tick)
  return () => cancel()
}
