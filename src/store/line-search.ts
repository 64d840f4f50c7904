import { type DayFiles, monthOf } from './day-files.ts'
import { type DayLine, parseDayLine } from './day-line.ts'
import { latestLines, lineAround, type Span, textOf, uuidOfLine } from './line-scan.ts'
import type { Question } from './search-question.ts'

export interface Found {
  /** Newest first. */
  readonly lines: readonly DayLine[]
  /** There are more, or the search stopped looking. */
  readonly more: boolean
}

/** Lines that hold a needle and do not fit after all, until a search gives up: the words of a line itself are no clue. */
const mostMisses = 5_000

/** Lines with one of the needles, from the end of the bytes to their beginning. */
function* candidates(bytes: Buffer, needles: readonly Buffer[]): Generator<Span> {
  const next = needles.map((needle) => bytes.lastIndexOf(needle))
  for (;;) {
    const at = Math.max(-1, ...next)
    if (at === -1) return
    const span = lineAround(bytes, at)
    yield span
    for (const [which, needle] of needles.entries()) {
      const known = next[which] ?? -1
      if (known < span.start) continue
      next[which] = span.start === 0 ? -1 : bytes.lastIndexOf(needle, span.start - 1)
    }
  }
}

interface Source {
  readonly bytes: Buffer
  /** Up to here each receipt has one line. */
  readonly compacted: number
  /** Receipts whose last line is in a newer file. */
  readonly superseded: ReadonlySet<string>
}

/** The line's receipt, if no later line speaks of it. */
function currentUuid({ bytes, compacted, superseded }: Source, span: Span): string | undefined {
  const uuid = uuidOfLine(bytes, span)
  if (uuid === undefined || superseded.has(uuid)) return undefined
  const later = bytes.indexOf(`"uuid":"${uuid}"`, Math.max(span.end, compacted))
  return later === -1 ? uuid : undefined
}

function* fitting(source: Source, { needles, fits }: Question, missed: () => boolean): Generator<DayLine> {
  for (const span of candidates(source.bytes, needles)) {
    const line = currentUuid(source, span) === undefined ? undefined : parseDayLine(textOf(source.bytes, span))
    if (line !== undefined && fits(line)) yield line
    else if (missed()) return
  }
}

/** Looks through the files, newest first, until enough is found. One file at a time is in memory. */
export async function searchFiles(
  files: DayFiles,
  compacted: ReadonlyMap<string, number>,
  question: Question,
  offset: number,
  limit: number,
): Promise<Found> {
  const lines: DayLine[] = []
  let skip = offset
  let misses = 0
  const missed = (): boolean => {
    misses += 1
    return misses > mostMisses
  }
  const names = await files.names()
  const months = new Set(names.filter((name) => monthOf(name) === name))
  const superseded = new Map<string, Set<string>>()
  for (const name of names) {
    const bytes = await files.read(name)
    const month = monthOf(name)
    const isMonth = name === month
    if (!isMonth && months.has(month)) {
      const newer = superseded.get(month) ?? new Set()
      for (const uuid of latestLines(bytes).keys()) newer.add(uuid)
      superseded.set(month, newer)
    }
    const source = {
      bytes,
      compacted: isMonth ? bytes.length : (compacted.get(name) ?? 0),
      superseded: (isMonth ? superseded.get(month) : undefined) ?? new Set<string>(),
    }
    for (const line of fitting(source, question, missed)) {
      if (skip > 0) skip -= 1
      else if (lines.length === limit) return { lines, more: true }
      else lines.push(line)
    }
    if (misses > mostMisses) return { lines, more: true }
  }
  return { lines, more: false }
}
