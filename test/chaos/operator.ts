import type { StoredDocument } from '../../drivers/ffd/document.ts'
import { marksOf } from '../../drivers/ffd/document.ts'
import { instantOfSeconds } from '../../drivers/ffd/local-time.ts'
import { numberOf, textOf } from '../../drivers/ffd/tags.ts'
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
  readonly path: 'resolve' | 'release' | 'cancel'
  readonly body: object
  /** When the first is refused because the fiscal memory cannot be read. */
  readonly otherwise?: object
}

const attributesOf = ({ fn, number, tags }: StoredDocument): object => ({
  fn,
  number,
  sign: textOf(tags, 1077),
  registrationNumber: textOf(tags, 1037)?.trim(),
  shift: numberOf(tags, 1038),
  receiptNumber: numberOf(tags, 1042),
  at: Math.floor(instantOfSeconds(numberOf(tags, 1012) ?? 0, shopZone) / 1000),
})

/** What has become a document, or goes there by itself. */
const sales: ReadonlySet<StateName> = new Set(['accepted', 'printing', 'registered', 'unresolved'])

/** The person with the register's paper in hand: decides what the bridge may not, and never lies. */
export class Operator {
  readonly #parts: OperatorParts
  /** UUIDs that were made second names of others. */
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
      const done = await this.#send(record.uuid, ruling.path, ruling.body)
      if (done === false && ruling.otherwise !== undefined) await this.#send(record.uuid, ruling.path, ruling.otherwise)
    }
  }

  /** True: done; false: refused; undefined: the daemon did not answer. */
  async #send(uuid: string, path: string, body: object): Promise<boolean | undefined> {
    const { host, history } = this.#parts
    const payload = JSON.stringify({ by: 'operator', ...body })
    const answer = await host.adminPost(`/api/receipts/${uuid}/${path}`, payload)
    history.note(
      'operator',
      `${path} ${uuid} ${payload}: ${answer?.status ?? 'no answer'} ${answer?.status === 200 ? '' : (answer?.body ?? '')}`,
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
      return { path: 'resolve', body: { notPrinted: true }, otherwise: { notPrinted: true, attest: true } }
    }
    return {
      path: 'resolve',
      body: { document: document.number },
      otherwise: { attributes: attributesOf(document) },
    }
  }

  /** A receipt whose fiscal memory is gone for good can be attested from `printing` too. */
  #burnt({ uuid, state }: ReceiptRecord): Ruling | undefined {
    if (state.name !== 'printing' || state.tried.baseline.fn === this.#parts.room.fn) return undefined
    const [document] = this.#parts.room.marked(markOf(uuid))
    return {
      path: 'resolve',
      body: document === undefined ? { notPrinted: true, attest: true } : { attributes: attributesOf(document) },
    }
  }

  #release(record: ReceiptRecord, because: HoldReason): Ruling {
    if (because.kind === 'restored') {
      const [document] = this.#parts.room.marked(markOf(record.uuid))
      if (document !== undefined) return { path: 'resolve', body: { attributes: attributesOf(document) } }
      if (this.#isWrittenOff(record.uuid)) return { path: 'cancel', body: {} }
    }
    const sold = this.#soldAs(record, because)
    if (sold === undefined) {
      return this.#isSold(record.uuid) ? { path: 'cancel', body: {} } : { path: 'release', body: { print: true } }
    }
    // An attempt was made: it is no second name any more.
    if (record.state.name === 'held' && record.state.tried !== undefined) return { path: 'cancel', body: {} }
    this.aliases.set(record.uuid, sold)
    return { path: 'release', body: { sameAs: sold } }
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
