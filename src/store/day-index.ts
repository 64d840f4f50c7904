import type { Clock } from '../../drivers/clock.ts'
import type { Files } from '../../drivers/files.ts'
import { DayFiles, dayOfMonth, daysToArchive, monthOf } from './day-files.ts'
import { type DayLine, parseDayLine } from './day-line.ts'
import { latestLines, type Span, textOf } from './line-scan.ts'
import { type Found, searchFiles } from './line-search.ts'
import type { Question } from './search-question.ts'

/** Lines added to a day until it is tidied again. */
const compactEvery = 5_000
/** How long lines gather until they are written, ms: a rush of receipts costs few writes. Whoever reads has them written at once. */
const gatherMs = 100

export interface DayPage {
  /** Receipts of that day. */
  readonly total: number
  /** Newest first. */
  readonly lines: readonly DayLine[]
}

/**
 * Receipts by day of acceptance (`YYYY-MM-DD`), one line a change; the last line of a receipt counts. A convenience for
 * people: it may lose its last lines in a crash, the records themselves never depend on it. Nothing of it stays in memory.
 */
export class DayIndex {
  readonly #files: DayFiles
  readonly #clock: Clock
  readonly #begun = new Set<string>()
  /** Day -> length of the part that holds each receipt once, bytes. */
  readonly #compacted = new Map<string, number>()
  #sinceCompaction = 0
  /** Lines of a day that no write has taken yet. */
  readonly #waiting = new Map<string, { readonly lines: string[]; readonly written: Promise<void> }>()
  #last: Promise<void> = Promise.resolve()
  /** The pause in which lines gather; undefined when none wait for their write. */
  #pause: { readonly over: Promise<void>; readonly end: () => void } | undefined

  constructor(files: Files, root: string, clock: Clock) {
    this.#files = new DayFiles(files, root)
    this.#clock = clock
  }

  /** Lines of one process are written in the order of the calls; those that come soon after one another go out together. */
  note(day: string, line: DayLine): Promise<void> {
    const waiting = this.#waiting.get(day)
    const text = `${JSON.stringify(line)}\n`
    if (waiting !== undefined) {
      waiting.lines.push(text)
      return waiting.written
    }
    const lines = [text]
    this.#pause ??= this.#begin()
    const written = Promise.all([this.#last, this.#pause.over]).then(() => {
      this.#waiting.delete(day)
      return this.#append(day, lines)
    })
    this.#waiting.set(day, { lines, written })
    this.#last = written.catch(() => undefined)
    return written
  }

  #begin(): { over: Promise<void>; end: () => void } {
    let end = (): void => undefined
    const over = new Promise<void>((resolve) => {
      const cancel = this.#clock.after(gatherMs, () => end())
      end = () => {
        cancel()
        this.#pause = undefined
        resolve()
      }
    })
    return { over, end }
  }

  /** Has what was noted so far written at once. Resolves when it is, or could not be. */
  written(): Promise<void> {
    this.#pause?.end()
    return this.#last
  }

  async #append(day: string, lines: readonly string[]): Promise<void> {
    const isFirst = !this.#begun.has(day)
    // A line that an earlier crash cut must not swallow this one.
    await this.#files.append(day, (isFirst ? '\n' : '') + lines.join(''), isFirst)
    this.#begun.add(day)
    this.#sinceCompaction += lines.length
    if (isFirst || this.#sinceCompaction >= compactEvery) await this.#tidy(day)
  }

  /** Leaves one line a receipt in that day, and puts months that are over into files of their own. */
  async #tidy(day: string): Promise<void> {
    this.#sinceCompaction = 0
    this.#compacted.set(day, await this.#files.compact(day))
    const newest = [...this.#begun].sort().at(-1) ?? day
    for (const [month, days] of daysToArchive(await this.#files.names(), newest)) {
      await this.#files.archive(month, days)
      for (const one of days) {
        this.#begun.delete(one)
        this.#compacted.delete(one)
      }
    }
  }

  async #linesOf(day: string): Promise<(readonly [Buffer, Span])[]> {
    // The day before its month: between the two reads the one may have gone into the other.
    const own = await this.#files.read(day)
    const month = dayOfMonth(await this.#files.read(monthOf(day)), day)
    const spans = new Map<string, readonly [Buffer, Span]>()
    for (const bytes of [month, own]) {
      for (const [uuid, span] of latestLines(bytes)) spans.set(uuid, [bytes, span])
    }
    return [...spans.values()]
  }

  /** The receipts of a day in the order of acceptance. */
  async list(day: string): Promise<DayLine[]> {
    await this.written()
    const lines = (await this.#linesOf(day)).flatMap(([bytes, span]) => parseDayLine(textOf(bytes, span)) ?? [])
    return lines.sort((one, other) => one.order - other.order)
  }

  /** `limit` receipts of a day, newest first, after the first `offset`. */
  async page(day: string, offset: number, limit: number): Promise<DayPage> {
    await this.written()
    const all = (await this.#linesOf(day)).reverse()
    const lines = all.slice(offset, offset + limit).flatMap(([bytes, span]) => parseDayLine(textOf(bytes, span)) ?? [])
    return { total: all.length, lines }
  }

  /** Receipts that answer the question, newest first, after the first `offset`. */
  async search(question: Question, offset: number, limit: number): Promise<Found> {
    await this.written()
    return searchFiles(this.#files, this.#compacted, question, offset, limit)
  }
}
