import type { Clock } from '../../drivers/clock.ts'

/** A clock for code that also waits for the real disk: every wait is over at once, and time jumps by it. */
export function hastyClock(): Clock {
  let elapsed = 0
  return {
    now: () => Date.UTC(2026, 10, 23, 10) + elapsed,
    monotonic: () => elapsed,
    uptime: () => elapsed,
    after(ms, action) {
      const immediate = setImmediate(() => {
        elapsed += ms
        action()
      })
      return () => clearImmediate(immediate)
    },
  }
}
