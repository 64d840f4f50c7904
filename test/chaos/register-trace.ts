import { type Log, silentLog } from '../../drivers/log.ts'
import type { History } from './history.ts'
import type { WorldClock } from './world-clock.ts'

export interface TraceOptions {
  readonly clock: WorldClock
  readonly history: History
  readonly violate: (rule: 'I10' | 'I12' | 'I14', text: string) => void
}

/** T5 of 4Ah (protocol 1.3): how long a closing command may still be under way. */
const closingMs = 20_000

/** What one register executed, from its own log: the rules that a document alone cannot show. */
export class RegisterTrace {
  readonly violate: TraceOptions['violate']
  readonly log: Log
  readonly #clock: WorldClock
  /** Documents in its memory; set once it has booted. */
  documents: () => number = () => 0
  begun = 0
  closings = 0
  /** Documents when the receipt was begun, and at the last look at the memory. */
  #begunAfter = 0
  #seen = 0
  #lastClosing: { readonly at: number; readonly documents: number } | undefined

  constructor({ clock, history, violate }: TraceOptions) {
    this.violate = violate
    this.#clock = clock
    this.log = {
      ...silentLog,
      trace: (fields) => {
        const { command, when } = fields as { command?: string; when?: string }
        if (when === 'end' && command === '92') this.#opening()
        else if (when === 'end' && command === 'A430') this.#seen = this.documents()
        else if (when === 'start' && command === '4A') this.#closing()
      },
      info: (fields, message) => {
        const { fault, command, when } = fields as { fault?: string; command?: string; when?: string }
        if (message === 'fault') history.note('fault', `${fault} at ${command ?? 'any'} ${when ?? ''}`)
      },
    }
  }

  #closing(): void {
    this.closings += 1
    if (this.#seen !== this.#begunAfter) this.violate('I14', 'closed although another program had printed')
    this.#lastClosing = { at: this.#clock.monotonic(), documents: this.documents() }
  }

  /** A receipt begins: the one before it was registered, or it was proven, with all the time that its end may take, that it was not. */
  #opening(): void {
    this.begun += 1
    this.#begunAfter = this.documents()
    const last = this.#lastClosing
    this.#lastClosing = undefined
    if (last === undefined || this.#begunAfter > last.documents) return
    const waited = this.#clock.monotonic() - last.at
    if (waited < closingMs) this.violate('I12', `begun again ${waited} ms after a closing command`)
  }
}
