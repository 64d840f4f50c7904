import type { StoredDocument } from '../ffd/document.ts'
import type { Tags } from '../ffd/tags.ts'
import { renderDocument } from '../paper/document.ts'
import { renderPng } from '../paper/image.ts'
import { type Condition, type Fault, faultKinds, faultProtocols, parseFault } from './machine/faults.ts'
import type { Machine, Surroundings } from './machine/machine.ts'
import { SimulatorFailure, simulatorReason } from './machine/simulator-failure.ts'

export interface ControlOptions {
  readonly protocol: 'v2' | 'v3'
  readonly around: Surroundings
  /** The machine that runs or ran last. */
  readonly machine: () => Machine | undefined
  readonly powerOff: () => void
  readonly powerOn: () => void
  readonly cutPower: () => void
  readonly plug: (plugged: boolean) => void
}

/** The hands of the person beside the register: paper, cover, cable, power, clock, and faults for rehearsals. */
export class Control {
  readonly #options: ControlOptions

  constructor(options: ControlOptions) {
    this.#options = options
  }

  paper(state: 'present' | 'low' | 'out'): void {
    this.condition('paper-out', state === 'out')
    this.condition('paper-low', state === 'low')
  }

  cover(state: 'open' | 'closed'): void {
    this.condition('cover-open', state === 'open')
  }

  /** `cut`: off, and on again by itself after the boot time. */
  power(state: 'on' | 'off' | 'cut'): void {
    if (state === 'on') this.#options.powerOn()
    else if (state === 'off') this.#options.powerOff()
    else this.#options.cutPower()
  }

  cable(state: 'in' | 'out'): void {
    this.#options.plug(state === 'in')
  }

  /** Sets the register's own clock `offsetMs` from the host's. */
  async clock(offsetMs: number): Promise<void> {
    await this.#options.machine()?.kept.change({ clockOffset: offsetMs })
  }

  /** Sets or ends a condition: printer trouble, FN warnings and faults, OFD, shift over 24 h … */
  condition(name: Condition, on: boolean): void {
    const { conditions } = this.#options.around
    if (on) conditions.add(name)
    else conditions.delete(name)
  }

  /** Arms a fault, given as data or as text (see `parseFault`). A condition without a command takes effect at once. Throws SimulatorFailure. */
  addFault(fault: Fault | string): void {
    const { faults } = this.#options.around
    faults.add(typeof fault === 'string' ? parseFault(fault) : fault)
    for (const standing of faults.takeStanding()) this.condition(standing.name as Condition, true)
  }

  /** The same for a person, who must hear when the register's lower level has no such fault. Throws SimulatorFailure. */
  arm(text: string): void {
    const fault = parseFault(text)
    const only = faultProtocols[fault.name]
    if (only !== undefined && only !== this.#options.protocol) {
      const { protocol } = this.#options
      throw new SimulatorFailure(simulatorReason('FAULT_PROTOCOL', { name: fault.name, only, protocol }))
    }
    this.addFault(fault)
  }

  clearFaults(): void {
    const { faults, conditions } = this.#options.around
    faults.clear()
    for (const name of Object.keys(faultKinds)) conditions.delete(name as Condition)
  }

  /** Registers a document at once, as another program on the same register does while nobody looks. Throws what the device would refuse. */
  async registerForeign(code: number, tags: Tags): Promise<void> {
    await this.#options.machine()?.commit(code, tags)
  }

  /** Paper that is no fiscal document, oldest first; the last 200. */
  get slips(): readonly string[] {
    return this.#options.around.slips
  }

  documents(): readonly StoredDocument[] {
    const machine = this.#options.machine()
    if (machine === undefined) return []
    const { fn } = machine.registration
    return machine.memory.records.map(({ number, code, tags }) => ({ fn, number, code, tags }))
  }

  document(number: number): StoredDocument | undefined {
    const machine = this.#options.machine()
    const record = machine?.memory.get(number)
    if (machine === undefined || record === undefined) return undefined
    return { fn: machine.registration.fn, number, code: record.code, tags: record.tags }
  }

  paperOf(number: number): string | undefined {
    const document = this.document(number)
    const columns = this.#options.machine()?.settings.model.columns
    return document === undefined ? undefined : renderDocument(document, columns)
  }

  /** The paper of a document as a PNG file. */
  pictureOf(number: number): Uint8Array | undefined {
    const document = this.document(number)
    const columns = this.#options.machine()?.settings.model.columns
    return document === undefined ? undefined : renderPng(document, columns)
  }
}
