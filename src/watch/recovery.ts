import type { Log } from '../../drivers/log.ts'
import type { Ledger } from '../receipts/ledger.ts'
import { countStates, type StateCounts } from '../record/count-states.ts'
import { isFinished, type ReceiptRecord } from '../record/record.ts'

/** What a start found, and what has become of it by now. */
export interface RecoveryReport {
  /** Receipts for which something was owed, by state. Those being printed were in doubt. */
  readonly found: Readonly<StateCounts>
  /** How those in doubt ended; `accepted`: not registered, it will be printed. */
  readonly settled: Readonly<StateCounts>
  readonly inDoubt: number
  /** ISO instant at which none was in doubt any more. */
  readonly finishedAt?: string
}

/** Counts how the receipts end that a start found in doubt. A later attempt of one of them does not count. */
export class RecoveryCount {
  readonly #inDoubt: Set<string>
  readonly #settled: Pick<ReceiptRecord, 'state'>[] = []

  constructor(open: readonly Pick<ReceiptRecord, 'uuid' | 'state'>[]) {
    this.#inDoubt = new Set(open.filter(({ state }) => state.name === 'printing').map(({ uuid }) => uuid))
  }

  note({ uuid, state }: Pick<ReceiptRecord, 'uuid' | 'state'>): void {
    if (state.name !== 'printing' && this.#inDoubt.delete(uuid)) this.#settled.push({ state })
  }

  get inDoubt(): number {
    return this.#inDoubt.size
  }

  get settled(): StateCounts {
    return countStates(this.#settled)
  }
}

/** Follows what the lanes settle after a start, for a line in the log and for people who ask. */
export class Recovery {
  readonly #ledger: Ledger
  readonly #log: Log
  readonly #found: StateCounts
  readonly #count: RecoveryCount
  #finishedAt: string | undefined

  /** `pushes`: results are pushed to the portal, which is owed them until then. */
  constructor(ledger: Ledger, log: Log, pushes: boolean) {
    this.#ledger = ledger
    this.#log = log
    const open = ledger.store.openReceipts().filter((record) => !isFinished(record, pushes))
    this.#found = countStates(open)
    this.#count = new RecoveryCount(open)
  }

  start(): void {
    if (this.#count.inDoubt === 0) {
      this.#finish()
      return
    }
    const unwatch = this.#ledger.onChange((record) => {
      this.#count.note(record)
      if (this.#count.inDoubt > 0) return
      unwatch()
      this.#finish()
    })
  }

  #finish(): void {
    this.#finishedAt = this.#ledger.instant()
    this.#log.info({ found: this.#found, settled: this.#count.settled }, 'start: no receipt is in doubt any more')
  }

  get report(): RecoveryReport {
    const { inDoubt, settled } = this.#count
    return {
      found: this.#found,
      settled,
      inDoubt,
      ...(this.#finishedAt !== undefined && { finishedAt: this.#finishedAt }),
    }
  }
}
