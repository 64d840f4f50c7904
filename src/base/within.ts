import type { Clock } from '../../drivers/clock.ts'

/** Waits for `work`, but not longer than `limitMs`. False when the time was up; `work` then goes on unobserved. */
export function within(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve(false))
    work.then(
      () => {
        cancel()
        resolve(true)
      },
      (error: unknown) => {
        cancel()
        reject(error as Error)
      },
    )
  })
}
