import { KeyedLock } from '../base/keyed-lock.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { cancel } from './cancel.ts'
import { confirm } from './confirm.ts'
import type { DecisionParts } from './decide.ts'
import { Newcomers } from './newcomers.ts'
import { type Release, release } from './release.ts'
import { type Resolution, resolve } from './resolve.ts'
import type { Word } from './word.ts'

/** What people may decide (promise, rules 15, 17, 18). Every decision is checked against the fiscal memory as far as it can be read, and kept. */
export class Decisions {
  readonly #parts: DecisionParts
  readonly #twins = new KeyedLock()
  readonly #newcomers: Newcomers

  constructor(parts: DecisionParts) {
    this.#parts = parts
    this.#newcomers = new Newcomers(parts)
  }

  resolve(uuid: string, resolution: Resolution, by: string): Promise<ReceiptRecord> {
    return resolve(this.#parts, uuid, resolution, by)
  }

  release(uuid: string, wanted: Release, by: string): Promise<ReceiptRecord> {
    return release({ ...this.#parts, twins: this.#twins }, uuid, wanted, by)
  }

  cancel(uuid: string, by: string, word?: Word): Promise<ReceiptRecord> {
    return cancel({ ...this.#parts, newcomers: this.#newcomers }, uuid, by, word)
  }

  confirm(uuid: string, by: string): Promise<ReceiptRecord> {
    return confirm(this.#parts.ledger, uuid, by)
  }
}
