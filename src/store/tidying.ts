import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'

/** How soon what the disk refused is tried again, ms. */
const retryMs = 60_000

/** The system said no: other failures are somebody's to mend. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string'

/**
 * What a start tidies up on the disk, and nobody waits for: a disk that is full or read-only must not keep the daemon from answering
 * for what is stored, so what it refuses is tried again until it is done.
 */
export class Tidying {
  readonly #clock: Clock
  readonly #log: Log
  readonly #cancels = new Set<() => void>()
  readonly #running = new Set<Promise<void>>()
  #stopping = false

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  /** Does it now, or later when the disk refuses. Rejects with any other failure. */
  async do(what: string, step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.later(what, step, error)
    }
  }

  /** Does it later, because of what the disk said now. */
  later(what: string, step: () => Promise<void>, error: unknown): void {
    this.#log.error({ err: error, what }, 'the disk refused to be tidied: tried again')
    if (this.#stopping) return
    const cancel = this.#clock.after(retryMs, () => {
      this.#cancels.delete(cancel)
      const running = step()
        .catch((again: unknown) => this.later(what, step, again))
        .finally(() => this.#running.delete(running))
      this.#running.add(running)
    })
    this.#cancels.add(cancel)
  }

  /** Ends after what is being done. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const cancel of this.#cancels) cancel()
    await Promise.all(this.#running)
  }
}
