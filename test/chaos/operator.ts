import type { StoredDocument } from '../../drivers/ffd/document.ts'
import { marksOf } from '../../drivers/ffd/document.ts'
import { instantOfSeconds } from '../../drivers/ffd/local-time.ts'
import { numberOf, textOf } from '../../drivers/ffd/tags.ts'
import type { Decision } from '../../src/record/decision.ts'
import { markOf } from '../../src/record/identity.ts'
import type { HoldReason, ReceiptRecord, StateName } from '../../src/record/record.ts'
import type { Bitrix24, Check } from './bitrix24.ts'
import { shopZone } from './config.ts'
import type { History } from './history.ts'
import type { Host } from './host.ts'
import type { RegisterRoom } from './register-room.ts'

export interface OperatorParts {
  readonly host: Host
  readonly room: RegisterRoom
  readonly portal: Bitrix24
  readonly history: History
}

/** What the oracle says that a person must decide. */
interface Ruling {
  readonly decision: Decision
  /** When the first is refused because the fiscal memory cannot be read. */
  readonly otherwise?: Decision
}

/** What the paper of a document says. */
const typed = ({ fn, number, tags }: StoredDocument): Decision => ({
  kind: 'attributes',
  attributes: {
    fn,
    number,
    sign: textOf(tags, 1077) ?? '',
    registrationNumber: textOf(tags, 1037)?.trim() ?? '',
    shift: numberOf(tags, 1038) ?? 0,
    receiptNumber: numberOf(tags, 1042) ?? 0,
    at: Math.floor(instantOfSeconds(numberOf(tags, 1012) ?? 0, shopZone) / 1000),
  },
  word: 'attested',
})

/** What has become a document, or goes there by itself. */
const sales: ReadonlySet<StateName> = new Set(['accepted', 'printing', 'registered', 'unresolved'])

/** The person with the register's paper in hand: decides what the bridge may not, and never lies. */
export class Operator {
  readonly #parts: OperatorParts
  /** UUID of an alias -> that of its receipt. */
  readonly aliases = new Map<string, string>()
  /** UUIDs about which a person decided. */
  readonly decided = new Set<string>()

  #busy = false

  constructor(parts: OperatorParts) {
    this.#parts = parts
  }

  /** Decides everything that waits for a person right now. */
  async decideAll(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      await this.#decideEach()
    } finally {
      this.#busy = false
    }
  }

  async #decideEach(): Promise<void> {
    for (const record of this.#parts.host.records().values()) {
      const ruling = this.#rule(record)
      if (ruling === undefined) continue
      const done = await this.#send(record.uuid, ruling.decision)
      if (done === false && ruling.otherwise !== undefined) await this.#send(record.uuid, ruling.otherwise)
    }
  }

  /** True: done; false: refused; undefined: the daemon did not answer. */
  async #send(uuid: string, decision: Decision): Promise<boolean | undefined> {
    const { host, history } = this.#parts
    const payload = JSON.stringify({ by: 'operator', decision })
    const answer = await host.adminPost(`/api/receipts/${uuid}/decide`, payload)
    history.note(
      'operator',
      `decide ${uuid} ${payload}: ${answer?.status ?? 'no answer'} ${answer?.status === 200 ? '' : (answer?.body ?? '')}`,
    )
    if (answer === undefined || answer.status >= 500) return undefined
    this.decided.add(uuid)
    return answer.status === 200
  }

  #rule(record: ReceiptRecord): Ruling | undefined {
    switch (record.state.name) {
      case 'unresolved':
        return this.#resolve(record)
      case 'held':
        return this.#release(record, record.state.because)
      case 'printing':
        return this.#burnt(record)
      default:
        return undefined
    }
  }

  #resolve({ uuid }: ReceiptRecord): Ruling {
    const [document] = this.#parts.room.marked(markOf(uuid))
    if (document === undefined) {
      return { decision: { kind: 'not-printed' }, otherwise: { kind: 'not-printed', word: 'attested' } }
    }
    return { decision: { kind: 'document', number: document.number }, otherwise: typed(document) }
  }

  /** A receipt whose fiscal memory is gone for good can be attested from `printing` too. */
  #burnt({ uuid, state }: ReceiptRecord): Ruling | undefined {
    if (state.name !== 'printing' || state.tried.baseline.fn === this.#parts.room.fn) return undefined
    const [document] = this.#parts.room.marked(markOf(uuid))
    return { decision: document === undefined ? { kind: 'not-printed', word: 'attested' } : typed(document) }
  }

  #release(record: ReceiptRecord, because: HoldReason): Ruling {
    if (because.kind === 'restored') {
      const [document] = this.#parts.room.marked(markOf(record.uuid))
      if (document !== undefined) return { decision: typed(document) }
      if (this.#isWrittenOff(record.uuid)) return { decision: { kind: 'cancel' } }
    }
    const sold = this.#soldAs(record, because)
    if (sold === undefined) {
      return { decision: { kind: this.#isSold(record.uuid) ? 'cancel' : 'print' } }
    }
    // An attempt was made: it can be no alias any more.
    if (record.state.name === 'held' && record.state.tried !== undefined) return { decision: { kind: 'cancel' } }
    this.aliases.set(record.uuid, sold)
    return { decision: { kind: 'same-as', uuid: sold } }
  }

  /** The receipt that the same deal has already, or is about to have: nobody pays twice for one order. */
  #soldAs({ uuid }: ReceiptRecord, because: HoldReason): string | undefined {
    const order = this.#orderOf(uuid)
    if (order === undefined) return undefined
    const sale = [...this.#parts.host.records().values()].find(
      (other) => other.uuid !== uuid && sales.has(other.state.name) && this.#orderOf(other.uuid) === order,
    )
    if (sale !== undefined) return sale.uuid
    return because.kind === 'lost-answer' && this.#orderOf(because.against) === order ? because.against : undefined
  }

  /** Whether the paper shows the deal under another check, of which the bridge may know nothing. */
  #isSold(uuid: string): boolean {
    const { host, room, portal } = this.#parts
    const order = this.#orderOf(uuid)
    return room.documents().some((document) => {
      const owner = ownerOf(host, portal, document)
      return owner !== undefined && owner.sale.order === order && host.uuidOf(owner.uuid) !== uuid
    })
  }

  /** Whether Bitrix24 shows the check as refused. */
  #isWrittenOff(uuid: string): boolean {
    const told = checkOf(this.#parts.host, this.#parts.portal, uuid)?.told
    return told?.kind === 'error' || (told?.kind === 'errors' && told.certain)
  }

  #orderOf(uuid: string): number | undefined {
    return checkOf(this.#parts.host, this.#parts.portal, uuid)?.sale.order
  }
}

/** The check that a UUID of ours stands for. */
const checkOf = (host: Host, portal: Bitrix24, uuid: string): Check | undefined =>
  portal.checks.find((check) => host.uuidOf(check.uuid) === uuid)

/** The check that a document with a mark of ours belongs to. */
export const ownerOf = (host: Host, portal: Bitrix24, document: StoredDocument): Check | undefined =>
  portal.checks.find((check) => marksOf(document.tags).includes(markOf(host.uuidOf(check.uuid) ?? '')))
