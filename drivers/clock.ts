import { uptime } from 'node:os'

/**
 * Time as drivers and the daemon see it. Nothing else reads the host's clock or sets a timer, so that a test can
 * run hours of shop life in a moment and repeat it exactly.
 */
export interface Clock {
  /** Wall-clock time, ms since 1970-01-01 UTC. May jump: use it for dates shown to people, never to measure or to order. */
  now(): number
  /** Monotonic time in ms from an arbitrary origin: the only one to measure waits with. Stands while the host sleeps. */
  monotonic(): number
  /** The same, the host's sleep counted: for waits in a person's day. To a second or so. */
  uptime(): number
  /** Calls `action` once after `ms`; the returned function cancels it. */
  after(ms: number, action: () => void): () => void
}

/** How long a reading of the host's uptime serves, ms: it costs a file read. */
const uptimeServesMs = 1_000

/** The host's time since its start (CLOCK_BOOTTIME), asked rarely; the time since the last reading is added. */
function makeUptime(): () => number {
  let readAt = Number.NEGATIVE_INFINITY
  let read = 0
  return () => {
    const now = performance.now()
    if (now - readAt >= uptimeServesMs) {
      readAt = now
      read = uptime() * 1000
    }
    return read + now - readAt
  }
}

/** The host's own clock. Its timers keep the process alive: a device time-out must fire even when nothing else is pending. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: makeUptime(),
  after(ms, action) {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
}

/** Waits `ms` on `clock`; rejects with the signal's reason when it is aborted first. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error)
      return
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    function onAbort(): void {
      cancel()
      reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
