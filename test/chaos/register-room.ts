import type { StoredDocument } from '../../drivers/ffd/document.ts'
import { marksOf } from '../../drivers/ffd/document.ts'
import { numberOf, type Tags } from '../../drivers/ffd/tags.ts'
import { kopecks, quantity } from '../../drivers/money.ts'
import { openSimulator, type Simulator } from '../../drivers/simulator/simulator.ts'
import type { Link } from '../../drivers/transport/link.ts'
import type { MemoryLinkOptions } from '../../drivers/transport/memory.ts'
import { MemoryDisk } from '../memory-disk.ts'
import { portal, shopZone } from './config.ts'
import type { History } from './history.ts'
import { RegisterTrace } from './register-trace.ts'
import type { WorldClock } from './world-clock.ts'

export interface RoomOptions {
  readonly clock: WorldClock
  readonly history: History
  readonly protocol: 'v2' | 'v3'
  readonly latency: number | 'real'
  readonly keepOpenReceipt: boolean
  readonly ffd: '1.05' | '1.2'
  readonly violate: RegisterTrace['violate']
}

/** A receipt that another program printed. */
export interface ForeignSale {
  readonly settlement: 1 | 2
  readonly total: number
  readonly items: number
}

function foreignLines({ total, items }: Pick<ForeignSale, 'total' | 'items'>): Tags {
  const share = Math.floor(total / items)
  return Array.from({ length: items }, (_, index) => ({
    tag: 1059,
    value: [
      { tag: 1030, value: 'Чужой товар' },
      { tag: 1079, value: kopecks(index === 0 ? total - share * (items - 1) : share) },
      { tag: 1023, value: quantity(1000) },
      { tag: 1043, value: kopecks(index === 0 ? total - share * (items - 1) : share) },
      { tag: 1199, value: 6 },
      { tag: 1212, value: 1 },
      { tag: 1214, value: 4 },
    ],
  }))
}

/** Where the registers stand: the one on the cable, those taken away, and what people and other programs do to them. */
export class RegisterRoom {
  readonly #options: RoomOptions
  readonly #all: {
    readonly simulator: Simulator
    readonly trace: RegisterTrace
    readonly fn: string
    readonly serial: string
  }[] = []
  #current = 0
  /** Documents that another program made, by FN and number. */
  readonly foreign = new Set<string>()

  /** Receipts begun in a register (92h executed), whatever became of them. */
  get begun(): number {
    return this.#all.reduce((sum, { trace }) => sum + trace.begun, 0)
  }

  /** Closing commands executed, well or not. */
  get closings(): number {
    return this.#all.reduce((sum, { trace }) => sum + trace.closings, 0)
  }

  constructor(options: RoomOptions) {
    this.#options = options
  }

  get register(): Simulator {
    return (this.#all[this.#current] as { simulator: Simulator }).simulator
  }

  get fn(): string {
    return (this.#all[this.#current] as { fn: string }).fn
  }

  /** Puts another register, or the same one with a new fiscal memory, on the cable. */
  async install(kind: 'new-register' | 'new-memory'): Promise<void> {
    const { clock, history, protocol, latency, keepOpenReceipt, ffd, violate } = this.#options
    const index = this.#all.length
    const before = this.#all[this.#current]
    // Whoever takes a register away, or its memory out, pulls its plug: nothing of it goes on.
    before?.simulator.control.power('off')
    before?.simulator.control.cable('out')
    const serial = kind === 'new-memory' && before !== undefined ? before.serial : `0010610000004${index}`
    const fn = `99990789000012${String(index).padStart(2, '0')}`
    const trace = new RegisterTrace({ clock, history, violate })
    const simulator = await openSimulator({
      folder: `/register-${index}`,
      files: new MemoryDisk().mount(),
      clock,
      log: trace.log,
      zone: shopZone,
      protocol,
      latency,
      keepOpenReceipt,
      ffd,
      serial,
      fn,
      inn: portal.inn,
    })
    trace.documents = () => simulator.documents().length
    this.#all.push({ simulator, trace, fn, serial })
    this.#current = index
    if (index > 0) history.note('register', `${kind}: serial ${serial}, FN ${fn}`)
  }

  /** The first register is back on the cable. */
  putBack(): void {
    if (this.#current === 0) return
    this.register.control.power('off')
    this.register.control.cable('out')
    this.#current = 0
    this.register.control.cable('in')
    this.register.control.power('on')
    this.#options.history.note('register', 'the first register is back')
  }

  connect(options: Omit<MemoryLinkOptions, 'clock'>): Link {
    return this.register.connect(options)
  }

  /** Every document of every fiscal memory: the oracle. */
  documents(): StoredDocument[] {
    return this.#all.flatMap(({ simulator }) => simulator.documents())
  }

  marked(mark: string): StoredDocument[] {
    return this.documents().filter(({ tags }) => marksOf(tags).includes(mark))
  }

  /** The same without what another program sold under the mark. */
  own(mark: string): StoredDocument[] {
    return this.marked(mark).filter(({ fn, number }) => !this.foreign.has(`${fn}/${number}`))
  }

  /** Another program sells something, if the register lets it. */
  async sellForeign({ settlement, total, items }: ForeignSale): Promise<void> {
    const { control } = this.register
    const state = this.register.state() as { shift?: { state: string; number: number; receipts: number } }
    if (state.shift?.state !== 'open') return
    const lines = foreignLines({ total, items })
    try {
      await control.registerForeign(3, [
        { tag: 1054, value: settlement },
        { tag: 1055, value: 1 },
        ...lines,
        { tag: 1020, value: kopecks(total) },
        ...[1031, 1081, 1215, 1216, 1217].map((tag) => ({ tag, value: kopecks(tag === 1031 ? total : 0) })),
        { tag: 1105, value: kopecks(total) },
        { tag: 1038, value: state.shift.number },
        { tag: 1042, value: state.shift.receipts + 1 },
      ])
    } catch {
      return
    }
    const number = numberOf(control.documents().at(-1)?.tags ?? [], 1040)
    this.foreign.add(`${this.fn}/${number}`)
    this.#options.history.note('foreign', `FD ${number}: ${settlement}, ${total} kopecks, ${items} lines`)
  }

  /** Another program closes our open receipt with goods of its own: same type, total and number of lines. */
  async sellIntoOurs({ settlement, total, items }: ForeignSale): Promise<void> {
    const { control } = this.register
    if (!(await control.closeForeign(settlement, foreignLines({ total, items }), kopecks(total)))) return
    const number = numberOf(control.documents().at(-1)?.tags ?? [], 1040)
    this.foreign.add(`${this.fn}/${number}`)
    this.#options.history.note('foreign', `FD ${number}: our receipt, closed with other goods`)
  }

  /** Everything that a person beside the register can mend. */
  mend(): void {
    const { control } = this.register
    control.clearFaults()
    control.cable('in')
    control.power('on')
  }

  async close(): Promise<void> {
    for (const { simulator } of this.#all) await simulator.close()
  }
}
