import type { Clock } from '../clock.ts'

/** Where the fiscal memory of a register stands. */
export interface FnPosition {
  readonly fn: string
  readonly lastDocument: number
}

/**
 * How long a fiscal memory has been standing still, over lost lines too: a closing command that was handed over has then had its
 * time, wherever the waiting was cut (promise, rule 2).
 */
export class Stillness {
  readonly #clock: Clock
  #seen: (FnPosition & { readonly serial: string; readonly at: number }) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes note of a position seen with nothing open. Returns for how long it is seen there, ms: 0 at the first time, and after a move. */
  note(serial: string, { fn, lastDocument }: FnPosition): number {
    const now = this.#clock.monotonic()
    const seen = this.#seen
    const isStill = seen?.serial === serial && seen.fn === fn && seen.lastDocument === lastDocument
    if (isStill) return now - seen.at
    this.#seen = { serial, fn, lastDocument, at: now }
    return 0
  }

  /** A closing command of ours may be handed over from now on. */
  disturb(): void {
    this.#seen = undefined
  }
}
