import { createHash } from 'node:crypto'
import { type Clock, sleep } from '../../clock.ts'
import type { StoredDocument } from '../../ffd/document.ts'
import { secondsOfInstant } from '../../ffd/local-time.ts'
import type { Tag, Tags } from '../../ffd/tags.ts'
import { encodeTags } from '../../ffd/tlv.ts'
import type { Log } from '../../log.ts'
import type { Kopecks } from '../../money.ts'
import { kopecks } from '../../money.ts'
import { type Counters, count, newCounters } from './counters.ts'
import { refusals } from './errors.ts'
import { type Condition, type FaultBox, faultKinds, type Moment } from './faults.ts'
import type { FiscalMemory } from './fiscal-memory.ts'
import type { KeptState } from './kept-state.ts'
import { type OpenReceipt, packReceipt, unpackReceipt } from './open-receipt.ts'
import { PowerCut, Refusal } from './refusal.ts'
import { ffdCodes, type Registration } from './registration.ts'
import type { Settings } from './settings.ts'

/** What outlives the power: the housing, the paper, the world outside. Owned by the simulator, shared with each boot. */
export interface Surroundings {
  readonly clock: Clock
  readonly log: Log
  readonly faults: FaultBox
  readonly conditions: Set<Condition>
  /** Paper that came out and is no fiscal document: X reports, slips, copies, texts. */
  readonly slips: string[]
  /** Takes effect at once: the device is dark, its links are gone. */
  readonly cutPower: () => void
  readonly switchOff: () => void
  readonly unplug: () => void
}

/** A long operation after its reply (Z and X reports): mode bytes and until when, monotonic ms (protocol 4.10). */
export interface Phase {
  readonly mode: number
  readonly until: number
}

const daySeconds = 86_400
/** What the documents of real memories begin with (protocol 12). */
const firstTags: readonly number[] = [1040, 1012, 1077, 1038]
const maxSlips = 200

/** The tags as a memory hands them out. */
const inOrder = (tags: Tags): Tags => [
  ...firstTags.flatMap((first) => tags.filter(({ tag }) => tag === first)),
  ...tags.filter(({ tag }) => !firstTags.includes(tag)),
]

/** A booted register: everything but `memory` and `kept` is gone when the power goes. Handlers change it. */
export class Machine {
  readonly settings: Settings
  readonly registration: Omit<Registration, 'at'>
  readonly memory: FiscalMemory
  readonly kept: KeptState
  readonly around: Surroundings
  counters: Counters
  /** The low half of the mode byte. */
  mode: number = 0
  phases: readonly Phase[] = []
  /** Whose password entered the mode (3Fh). */
  cashier: number = 30
  receipt: OpenReceipt | undefined
  /** Requisites for the next document (1021, 1203). */
  operation: readonly Tag[] = []
  /** Register 55: command, extended error, two details. */
  extended: readonly [number, number, number, number] = [0, 0, 0, 0]
  /** What A4 46 hands out next, from the document that A4 45 found. */
  cursor: readonly Uint8Array[] = []
  /** The same for A4 47, from the report that A4 43 found. */
  registrationCursor: readonly Uint8Array[] = []
  /** 97h: there is nothing to reprint until the next document. */
  reprintCleared: boolean = false
  /** Command being executed, as faults name it. */
  command: string = ''
  alive: boolean = true
  #offlineFrom: number | undefined

  constructor(
    settings: Settings,
    registration: Omit<Registration, 'at'>,
    memory: FiscalMemory,
    kept: KeptState,
    around: Surroundings,
  ) {
    this.settings = settings
    this.registration = registration
    this.memory = memory
    this.kept = kept
    this.around = around
    this.counters = memory.records.reduce(count, newCounters(settings.history.shifts))
    const packed = kept.value.openReceipt
    if (packed !== undefined && settings.keepOpenReceipt) {
      const receipt = unpackReceipt(packed)
      if (receipt.after === memory.last) this.receipt = receipt
    }
    if (this.receipt !== undefined) this.mode = 1
  }

  /** The register's own clock: local seconds, as in tag 1012. */
  get now(): number {
    if (this.is('clock-behind')) return this.counters.lastAt - daySeconds
    return secondsOfInstant(this.around.clock.now() + this.kept.value.clockOffset, this.settings.zone)
  }

  is(condition: Condition): boolean {
    return this.around.conditions.has(condition)
  }

  get shiftExpired(): boolean {
    const { open, at } = this.counters.shift
    return open && (this.is('shift-24h') || this.now - at >= daySeconds)
  }

  /** Cash in the drawer: slips of 49h and 4Fh, and the cash of receipts. */
  get cash(): Kopecks {
    const { cashIn, cashOut } = this.kept.value
    return kopecks(this.counters.cash + BigInt(cashIn) - BigInt(cashOut))
  }

  get #phase(): Phase | undefined {
    const now = this.around.clock.monotonic()
    return this.phases.find((one) => one.until > now)
  }

  /** A report goes on after its reply: only reading commands are taken. */
  get busy(): boolean {
    return this.#phase !== undefined
  }

  /** Mode and submode as 3Fh and 45h show them (protocol 4.2). */
  get modeByte(): number {
    const phase = this.#phase
    if (phase !== undefined) return phase.mode
    if (this.mode === 1 && this.receipt?.paying === true) return 0x41
    if (this.mode === 0 && this.is('fn-critical')) return 0xe7
    if (this.mode === 0 && this.now < this.counters.lastAt) return 0xb7
    return this.mode
  }

  /**
   * FD of the first document that the OFD has not confirmed; undefined when all are. While the OFD is out of reach nothing
   * is delivered from the then last document on.
   */
  get firstUnsent(): number | undefined {
    if (!this.is('ofd-backlog') && !this.is('ofd-30-days')) this.#offlineFrom = undefined
    else this.#offlineFrom ??= this.memory.last
    return this.#offlineFrom
  }

  /** Changes the open receipt; durable where this model keeps it over a power cut. */
  async setReceipt(receipt: OpenReceipt | undefined): Promise<void> {
    if (this.settings.keepOpenReceipt) {
      await this.kept.change({ openReceipt: receipt === undefined ? undefined : packReceipt(receipt) })
    }
    this.receipt = receipt
  }

  /** Lets the faults of this moment happen. Throws PowerCut or the Refusal that a fault asks for. */
  async moment(when: Moment): Promise<void> {
    const { faults, conditions, log } = this.around
    const at = { command: this.command, when }
    for (const name of Object.keys(faultKinds) as (keyof typeof faultKinds)[]) {
      if (faultKinds[name] !== 'condition') continue
      if (faults.take([name], at) !== undefined) conditions.add(name as Condition)
    }
    const slow = faults.take(['slow'], at)
    if (slow !== undefined) await sleep(this.around.clock, slow.value ?? 10_000)
    if (faults.take(['unplug'], at) !== undefined) this.around.unplug()
    if (faults.take(['power-cut'], at) !== undefined) {
      this.around.cutPower()
      throw new PowerCut('power cut')
    }
    const error = faults.take(['error'], at)
    if (error !== undefined) throw new Refusal(error.value ?? refusals.wrongMode)
    if (!this.alive) throw new PowerCut('no power')
    log.trace({ command: this.command, when }, 'moment')
  }

  /**
   * Registers a document: durable in the fiscal memory, then counted. `tags` are those of its kind; the ones that every
   * document has are added here. Throws Refusal when the memory cannot take it.
   */
  async commit(code: number, tags: Tags): Promise<StoredDocument> {
    await this.moment('before-commit')
    const number = this.memory.last + 1
    // Noted before the document, so that it counts as undelivered too.
    void this.firstUnsent
    const { registration: r, settings } = this
    const body: Tags = [
      ...tags,
      { tag: 1012, value: this.now },
      { tag: 1018, value: r.inn },
      { tag: 1048, value: r.user },
      { tag: 1009, value: r.address },
      ...(tags.some((one) => one.tag === 1187) ? [] : [{ tag: 1187, value: r.place }]),
      { tag: 1037, value: r.registrationNumber },
      { tag: 1041, value: r.fn },
      { tag: 1013, value: settings.serial },
      { tag: 1060, value: 'www.nalog.gov.ru' },
      { tag: 1209, value: ffdCodes[r.ffd] },
      { tag: 1040, value: number },
    ]
    const record = await this.#store(code, inOrder([...body, { tag: 1077, value: this.#sign(body) }]))
    this.counters = count(this.counters, record)
    this.operation = []
    this.reprintCleared = false
    await this.moment('after-commit')
    return { fn: r.fn, number: record.number, code, tags: record.tags }
  }

  async #store(code: number, tags: Tags) {
    try {
      return await this.memory.append(code, tags)
    } catch (error) {
      this.around.log.error({ err: error }, 'fiscal memory cannot be written')
      throw new Refusal(refusals.fnFault)
    }
  }

  /** Fiscal sign (1077), unsigned 32 bits: from the given source, else a digest of the document. */
  #sign(body: Tags): string {
    const bytes = this.settings.random?.(4) ?? createHash('sha256').update(encodeTags(body)).digest()
    return Buffer.from(bytes).readUInt32BE(0).toString()
  }

  /** Paper that is no fiscal document. */
  slip(text: string): void {
    const { slips } = this.around
    slips.push(text)
    if (slips.length > maxSlips) slips.shift()
  }
}
