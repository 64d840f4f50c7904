import { KeyedLock } from '../base/keyed-lock.ts'
import type { Decision } from '../record/decision.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { cancel } from './cancel.ts'
import type { DecisionParts } from './carry-out.ts'
import { confirm } from './confirm.ts'
import { Newcomers } from './newcomers.ts'
import { release } from './release.ts'
import { resolve } from './resolve.ts'

/** Takes people's decisions: each is checked against what can be read of the fiscal memory, and kept (promise, rules 15, 17, 18). */
export class Decisions {
  readonly #parts: DecisionParts
  readonly #aliases = new KeyedLock()
  readonly #newcomers: Newcomers

  constructor(parts: DecisionParts) {
    this.#parts = parts
    this.#newcomers = new Newcomers(parts)
  }

  /** Resolves with the decided receipt. Throws DecisionRefused, and RegisterError when the register cannot be asked. */
  decide(uuid: string, decision: Decision, by: string): Promise<ReceiptRecord> {
    switch (decision.kind) {
      case 'document':
      case 'not-printed':
      case 'attributes':
        return resolve(this.#parts, uuid, decision, by)
      case 'print':
      case 'same-as':
        return release({ ...this.#parts, aliases: this.#aliases }, uuid, decision, by)
      case 'cancel':
        return cancel({ ...this.#parts, newcomers: this.#newcomers }, uuid, decision, by)
      case 'confirm':
        return confirm(this.#parts.ledger, uuid, decision, by)
    }
  }
}
