import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { DayIndex } from '../store/day-index.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'

export interface ArchivistParts {
  readonly store: ReceiptStore
  readonly index: DayIndex
  readonly clock: Clock
  readonly log: Log
  /** Age at which closed receipts are archived, years. */
  readonly years: number
  /** Today in the shop's zone, `YYYY-MM-DD`. */
  readonly today: () => string
}

const dayMs = 86_400_000
/** The first round waits until the daemon has come up and printed what waited, ms. */
const firstRoundMs = 3_600_000
/** Records that are in memory at a time. */
const portion = 200
/** How far back the first round looks, years: no register is older. */
const longestHistory = 12

const monthAfter = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

const yearsBefore = (month: string, years: number): string => `${Number(month.slice(0, 4)) - years}${month.slice(4)}`

const daysOf = (month: string): string[] =>
  Array.from({ length: 31 }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`)

/** Moves closed receipts of past years into monthly archives, a month at a time, once a day. */
export class Archivist {
  readonly #parts: ArchivistParts
  #cancel: (() => void) | undefined
  #stopping = false
  #running: Promise<void> = Promise.resolve()

  constructor(parts: ArchivistParts) {
    this.#parts = parts
  }

  start(): void {
    this.#schedule(firstRoundMs)
  }

  /** Ends after the portion in work. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#cancel?.()
    await this.#running
  }

  #schedule(ms: number): void {
    const { clock, log } = this.#parts
    this.#cancel = clock.after(ms, () => {
      this.#running = this.round()
        .catch((error: unknown) => log.warn({ err: error }, 'old receipts could not be archived: tried again tomorrow'))
        .finally(() => {
          if (!this.#stopping) this.#schedule(dayMs)
        })
    })
  }

  /** Archives every month that is old enough and was not gone through yet. */
  async round(): Promise<void> {
    const { store, today, years } = this.#parts
    const present = today().slice(0, 7)
    const end = yearsBefore(present, years)
    const done = await store.archive.doneUpTo()
    let month = done === undefined ? yearsBefore(present, years + longestHistory) : monthAfter(done)
    for (; month < end && !this.#stopping; month = monthAfter(month)) {
      await this.#archiveMonth(month)
      if (!this.#stopping) await store.archive.setDoneUpTo(month)
    }
  }

  async #archiveMonth(month: string): Promise<void> {
    const { store, index, log } = this.#parts
    let moved = 0
    let waiting: ReceiptRecord[] = []
    const flush = async (): Promise<void> => {
      await store.archive.add(month, waiting)
      for (const { uuid, revision } of waiting) await store.removeArchived(uuid, revision)
      moved += waiting.length
      waiting = []
    }
    for (const day of daysOf(month)) {
      for (const { uuid } of await index.list(day)) {
        if (this.#stopping) return flush()
        const record = await store.findClosed(uuid)
        if (record !== undefined) waiting.push(record)
        if (waiting.length >= portion) await flush()
      }
    }
    await flush()
    if (moved > 0) log.info({ month, receipts: moved }, 'closed receipts archived')
  }
}
