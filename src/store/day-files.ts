import { join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isMissing } from './durable-json.ts'
import { latestLines, sliceOf } from './line-scan.ts'
import { namesIn } from './store-folders.ts'

const extension = '.jsonl'
const isDay = (name: string): boolean => /^\d{4}-\d\d-\d\d$/.test(name)
export const monthOf = (day: string): string => day.slice(0, 7)

const dayPrefix = (day: string): string => `{"day":"${day}",`
const newline = Buffer.from('\n')

/**
 * The files under `days/`: `2026-11-23.jsonl` while the day may still change, one `2026-10.jsonl` for each month that is
 * over, so that years of history are a few dozen files. Every file may lose its last lines in a crash, nothing else.
 */
export class DayFiles {
  readonly #files: Files
  readonly #folder: string

  constructor(files: Files, root: string) {
    this.#files = files
    this.#folder = join(root, 'days')
  }

  #path(name: string): string {
    return join(this.#folder, name + extension)
  }

  /** Days and months that have a file, newest first; a day of a month comes before that month. */
  async names(): Promise<string[]> {
    return (await namesIn(this.#files, this.#folder))
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, -extension.length))
      .sort()
      .reverse()
  }

  /** Empty when there is no such file. */
  async read(name: string): Promise<Buffer> {
    try {
      const bytes = await this.#files.readFile(this.#path(name))
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    } catch (error) {
      if (isMissing(error)) return Buffer.alloc(0)
      throw error
    }
  }

  async append(day: string, text: string, isFirst: boolean): Promise<void> {
    if (isFirst) await this.#files.makeFolder(this.#folder)
    await this.#files.append(this.#path(day), text)
  }

  /** Leaves one line a receipt in the day's file. Resolves with its length afterwards, bytes. */
  async compact(day: string): Promise<number> {
    const before = await this.read(day)
    const after = joined([...latestLines(before).values()].map((span) => sliceOf(before, span)))
    if (after.length < before.length) await this.#replace(day, after)
    return after.length
  }

  /** Puts the days of a month that is over into the month's own file. */
  async archive(month: string, days: readonly string[]): Promise<void> {
    const pieces: Buffer[] = []
    const newer = new Set<string>()
    for (const day of [...days].sort()) {
      const bytes = await this.read(day)
      for (const [uuid, span] of latestLines(bytes)) {
        newer.add(uuid)
        pieces.push(Buffer.concat([Buffer.from(dayPrefix(day)), bytes.subarray(span.start + 1, span.end)]))
      }
    }
    const known = await this.read(month)
    for (const [uuid, span] of latestLines(known)) if (!newer.has(uuid)) pieces.push(sliceOf(known, span))
    // By day: what is sought for one day then lies together.
    pieces.sort((one, other) => one.compare(other, 0, dayLength, 0, dayLength))
    await this.#replace(month, joined(pieces))
    for (const day of days) await this.#files.remove(this.#path(day))
  }

  async #replace(name: string, content: Buffer): Promise<void> {
    const draft = `${this.#path(name)}.new`
    await this.#files.writeFile(draft, content, true)
    await this.#files.rename(draft, this.#path(name))
    await this.#files.syncFolder(this.#folder)
  }
}

const dayLength = dayPrefix('2026-11-23').length

const joined = (lines: readonly Buffer[]): Buffer => Buffer.concat(lines.flatMap((line) => [line, newline]))

/** The part of a month's file that holds one day. */
export function dayOfMonth(bytes: Buffer, day: string): Buffer {
  const prefix = dayPrefix(day)
  const start = bytes.indexOf(prefix)
  if (start === -1) return Buffer.alloc(0)
  const last = bytes.lastIndexOf(prefix)
  const end = bytes.indexOf(newline, last)
  return bytes.subarray(start, end === -1 ? bytes.length : end + 1)
}

/** Days that a month's file should take in. */
export function daysToArchive(names: readonly string[], today: string): Map<string, string[]> {
  const months = new Map<string, string[]>()
  for (const name of names) {
    const month = monthOf(name)
    if (isDay(name) && month < monthOf(today)) months.set(month, [...(months.get(month) ?? []), name])
  }
  return months
}
