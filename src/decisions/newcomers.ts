import type { Claims } from '../lane/claims.ts'
import type { Roster } from '../lane/roster.ts'
import type { Ledger } from '../receipts/ledger.ts'
import { isFinal, type ReceiptRecord } from '../record/record.ts'

export interface NewcomerParts {
  readonly ledger: Ledger
  readonly claims: Claims
  readonly roster: Roster
}

/**
 * Receipts that cannot have been printed before this process: they came when it had looked at every document of their register's
 * fiscal memory. Before that, a receipt that looks new may be old: after the restore of a backup a check that was printed long
 * ago comes again.
 */
export class Newcomers {
  readonly #claims: Claims
  readonly #roster: Roster
  /** FNs of which this process has looked at every document. */
  readonly #known = new Set<string>()
  readonly #uuids = new Set<string>()

  constructor({ ledger, claims, roster }: NewcomerParts) {
    this.#claims = claims
    this.#roster = roster
    ledger.onChange((record) => this.#follow(record))
  }

  has(uuid: string): boolean {
    return this.#uuids.has(uuid)
  }

  #follow({ uuid, revision, registerId, state, history }: ReceiptRecord): void {
    // A receipt is taken to print only when its register's memory was looked at to the end.
    if (state.name === 'printing' && history.at(-1)?.event === 'taken') this.#known.add(state.tried.baseline.fn)
    if (revision === 1 && this.#isKnown(registerId)) this.#uuids.add(uuid)
    if (isFinal(state)) this.#uuids.delete(uuid)
  }

  #isKnown(registerId: string): boolean {
    const fn = this.#roster.find(registerId)?.fn()
    return fn !== undefined && this.#known.has(fn) && this.#claims.unreadOf(fn).length === 0
  }
}
