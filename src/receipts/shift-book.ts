import type { Log } from '../../drivers/log.ts'
import type { DayIndex } from '../store/day-index.ts'
import type { DayLine } from '../store/day-line.ts'
import { dayLineOf } from './day-line-of.ts'
import type { Ledger } from './ledger.ts'
import { Sums } from './sums.ts'

export interface ShiftBookParts {
  readonly index: DayIndex
  readonly ledger: Ledger
  readonly log: Log
  /** The days, `YYYY-MM-DD`, in which receipts of the present shift may have been accepted. */
  readonly recentDays: () => readonly string[]
}

interface Page {
  readonly shift: number
  readonly seen: Set<string>
  readonly sums: Sums
}

/** Sums of what the bridge registered in the present shift of each register. */
export class ShiftBook {
  readonly #parts: ShiftBookParts
  readonly #pages = new Map<string, Page>()

  constructor(parts: ShiftBookParts) {
    this.#parts = parts
    parts.ledger.onChange((record) => {
      if (record.state.name === 'registered') this.#add(dayLineOf(record))
    })
  }

  /** Sums of the shift; undefined until its receipts were read back. */
  totalsOf(registerId: string, shift: number): ReturnType<Sums['view']> | undefined {
    const page = this.#pages.get(registerId)
    if (page?.shift === shift) return page.sums.view()
    this.#pages.set(registerId, { shift, seen: new Set(), sums: new Sums() })
    this.#readBack().catch((error: unknown) => this.#parts.log.warn({ err: error }, 'sums of the shift are incomplete'))
    return undefined
  }

  async #readBack(): Promise<void> {
    for (const day of this.#parts.recentDays()) {
      for (const line of await this.#parts.index.list(day)) if (line.state === 'registered') this.#add(line)
    }
  }

  #add(line: DayLine): void {
    const page = this.#pages.get(line.registerId)
    if (page === undefined || line.shift !== page.shift || page.seen.has(line.uuid)) return
    page.seen.add(line.uuid)
    page.sums.add(line)
  }
}
