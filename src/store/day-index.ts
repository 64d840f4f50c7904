import { join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isMissing } from './durable-json.ts'

/** One line of a day: enough to list and to search without opening the receipts. */
export interface DayLine {
  readonly uuid: string
  readonly order: number
  readonly acceptedAt: string
  readonly mode: string
  readonly registerId: string
  readonly bitrixUuid: string
  readonly type: string
  /** Decimal roubles. */
  readonly total: string
  readonly buyer?: string
  readonly state: string
  readonly document?: number
}

/**
 * Receipts by day of acceptance (`YYYY-MM-DD`), one file a day, one line a change; the last line of a receipt counts.
 * A convenience for people: it may lose its last lines in a power cut, the records themselves never depend on it.
 */
export class DayIndex {
  readonly #files: Files
  readonly #folder: string
  readonly #begun = new Set<string>()
  #last: Promise<void> = Promise.resolve()

  constructor(files: Files, root: string) {
    this.#files = files
    this.#folder = join(root, 'days')
  }

  #path(day: string): string {
    return join(this.#folder, `${day}.jsonl`)
  }

  /** Lines of one process are written in the order of the calls. */
  note(day: string, line: DayLine): Promise<void> {
    const done = this.#last.then(() => this.#append(day, line))
    this.#last = done.catch(() => undefined)
    return done
  }

  async #append(day: string, line: DayLine): Promise<void> {
    let text = `${JSON.stringify(line)}\n`
    if (!this.#begun.has(day)) {
      await this.#files.makeFolder(this.#folder)
      // A line that an earlier crash cut must not swallow this one.
      text = `\n${text}`
      this.#begun.add(day)
    }
    await this.#files.append(this.#path(day), text)
  }

  /** Days that have receipts, newest first. */
  async days(): Promise<string[]> {
    try {
      const names = await this.#files.list(this.#folder)
      return names
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => name.slice(0, -'.jsonl'.length))
        .sort()
        .reverse()
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }

  /** The receipts of a day in the order of acceptance. */
  async list(day: string): Promise<DayLine[]> {
    let text: string
    try {
      text = Buffer.from(await this.#files.readFile(this.#path(day))).toString('utf8')
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
    const lines = new Map<string, DayLine>()
    for (const one of text.split('\n')) {
      const line = parseLine(one)
      if (line !== undefined) lines.set(line.uuid, line)
    }
    return [...lines.values()].sort((one, other) => one.order - other.order)
  }
}

function parseLine(text: string): DayLine | undefined {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as DayLine
  } catch {
    // Cut by a crash: the receipt's own file still knows everything.
    return undefined
  }
}
