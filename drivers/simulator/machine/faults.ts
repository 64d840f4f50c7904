import type { Log } from '../../log.ts'
import { SimulatorFailure, simulatorReason } from './simulator-failure.ts'

/**
 * Every fault by name (protocol 10). `packet` happens to a message of the exchange, `moment` inside the execution of a command,
 * `condition` changes what the device is in: paper, cover, clock, fiscal memory, until somebody sets it right.
 */
export const faultKinds = {
  'drop-request': 'packet',
  'drop-reply': 'packet',
  'drop-async': 'packet',
  'duplicate-request': 'packet',
  'duplicate-reply': 'packet',
  'duplicate-async': 'packet',
  'corrupt-request': 'packet',
  'corrupt-reply': 'packet',
  'corrupt-async': 'packet',
  'bad-crc': 'packet',
  'late-async': 'packet',
  overflow: 'packet',
  'already-exists': 'packet',
  'not-found': 'packet',
  'illegal-value': 'packet',
  stopped: 'packet',
  'nak-busy': 'packet',
  'enq-collision': 'packet',
  'power-cut': 'moment',
  unplug: 'moment',
  error: 'moment',
  slow: 'moment',
  'paper-out': 'condition',
  'paper-low': 'condition',
  'cover-open': 'condition',
  'no-printer': 'condition',
  'printer-broken': 'condition',
  'cutter-broken': 'condition',
  overheated: 'condition',
  'presenter-error': 'condition',
  'shift-24h': 'condition',
  'fn-replace': 'condition',
  'fn-keys-30-days': 'condition',
  'fn-memory-90': 'condition',
  'fn-ofd-overdue': 'condition',
  'fn-critical': 'condition',
  'fn-exchange': 'condition',
  'fn-document-open': 'condition',
  'fn-fault': 'condition',
  'fn-expired': 'condition',
  'fn-full': 'condition',
  'fn-closed': 'condition',
  'fn-listing-cut': 'condition',
  'fn-empty-integers': 'condition',
  'ofd-backlog': 'condition',
  'ofd-30-days': 'condition',
  'clock-behind': 'condition',
  'second-client': 'packet',
} as const satisfies Record<string, 'packet' | 'moment' | 'condition'>

export type FaultName = keyof typeof faultKinds

/** Faults that one lower level knows and the other has no place for: v2 has no task buffer, v3 no handshake. */
export const faultProtocols: Readonly<Partial<Record<FaultName, 'v2' | 'v3'>>> = {
  overflow: 'v3',
  'already-exists': 'v3',
  'not-found': 'v3',
  'illegal-value': 'v3',
  stopped: 'v3',
  'nak-busy': 'v2',
  'enq-collision': 'v2',
}
export type Condition = { [K in FaultName]: (typeof faultKinds)[K] extends 'condition' ? K : never }[FaultName]

/** When a fault of a command happens: before it is executed, around the writing of its document, or after it. */
export type Moment = 'start' | 'before-commit' | 'after-commit' | 'end'
const moments: readonly string[] = ['start', 'before-commit', 'after-commit', 'end'] satisfies Moment[]

export interface Fault {
  readonly name: FaultName
  /** Command byte, with the sub-command where there is one, as hex: `4A`, `A430`. Absent: any command. */
  readonly command?: string
  readonly when?: Moment
  /** For `unplug`: after that many bytes of both directions from now on. */
  readonly byte?: number
  /** `late-async`, `slow`: ms. `error`: the error byte. */
  readonly value?: number
  /** How often it happens; `Infinity` always. */
  readonly times: number
}

const form =
  /^([a-z][a-z0-9-]*?)(?:@(?:byte:(\d+)|([0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2})?)))?(?::([a-z-]+|\+\d+|[0-9A-Fa-f]{2}))?(?:x(\d+|\*))?$/

/**
 * `name[@hexcode][:when][xN]`: `drop-async@4A`, `paper-out@4A:after-commit`, `late-async@4A:+10000`, `error@92:9B`,
 * `unplug@byte:37`, `drop-replyx3`, `nak-busyx*`. Throws SimulatorFailure.
 */
export function parseFault(text: string): Fault {
  const match = form.exec(text)
  if (match === null) throw new SimulatorFailure(simulatorReason('FAULT_FORM', { fault: text }))
  const [, name = '', byte, command, detail, times] = match
  if (!Object.hasOwn(faultKinds, name)) {
    throw new SimulatorFailure(simulatorReason('FAULT_UNKNOWN', { name, known: Object.keys(faultKinds).join(', ') }))
  }
  const fault: Fault = {
    name: name as FaultName,
    times: times === '*' ? Number.POSITIVE_INFINITY : Number(times ?? 1),
    ...(command !== undefined && { command: command.toUpperCase() }),
    ...(byte !== undefined && { byte: Number(byte) }),
  }
  if (detail === undefined) return fault
  if (moments.includes(detail)) return { ...fault, when: detail as Moment }
  if (detail.startsWith('+')) return { ...fault, value: Number(detail) }
  if (/^[0-9A-Fa-f]{2}$/.test(detail)) return { ...fault, value: Number.parseInt(detail, 16) }
  const known = moments.join(', ')
  throw new SimulatorFailure(simulatorReason('FAULT_MOMENT', { fault: text, moment: detail, known }))
}

interface Armed {
  readonly fault: Fault
  left: number
}

/** What a place in the device asks about. */
export interface Occasion {
  /** `4A`, `A430`; undefined when no command is known at that place. */
  readonly command?: string | undefined
  readonly when?: Moment
}

/** The faults that are set, and how often each has really happened. Lives outside the device: it survives power cuts. */
export class FaultBox {
  readonly #log: Log
  #armed: Armed[] = []
  readonly #happened = new Map<string, number>()

  constructor(log: Log, faults: readonly Fault[] = []) {
    this.#log = log
    for (const fault of faults) this.add(fault)
  }

  add(fault: Fault): void {
    this.#armed.push({ fault, left: fault.times })
  }

  clear(): void {
    this.#armed = []
  }

  /** How often each fault happened, by name, in the order of first happening. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#happened)
  }

  get pending(): readonly Fault[] {
    return this.#armed.map((one) => ({ ...one.fault, times: one.left }))
  }

  /** The first of `names` that is due here; it is counted, logged and used up by that. */
  take(names: readonly FaultName[], occasion: Occasion = {}): Fault | undefined {
    if (this.#armed.length === 0) return undefined
    const due = this.#armed.find(
      ({ fault }) =>
        names.includes(fault.name) &&
        fault.byte === undefined &&
        (fault.command === undefined || fault.command === occasion.command) &&
        (occasion.when === undefined || (fault.when ?? 'start') === occasion.when),
    )
    if (due === undefined) return undefined
    this.#use(due, occasion)
    return due.fault
  }

  /** Conditions and moments with no command: they are set at once when added. */
  takeStanding(): Fault[] {
    const standing = this.#armed.filter(
      ({ fault }) => faultKinds[fault.name] === 'condition' && fault.command === undefined,
    )
    for (const one of standing) this.#use(one, {})
    this.#armed = this.#armed.filter((one) => !standing.includes(one))
    return standing.map((one) => one.fault)
  }

  /** How many of `count` bytes still pass before the cable comes out; `count` when it stays in. */
  passing(count: number): number {
    for (const one of this.#armed) {
      if (one.fault.byte === undefined) continue
      const rest = one.fault.byte - (this.#bytes.get(one) ?? 0)
      if (rest <= count) {
        this.#bytes.delete(one)
        this.#use(one, {})
        return Math.max(0, rest)
      }
      this.#bytes.set(one, (this.#bytes.get(one) ?? 0) + count)
    }
    return count
  }

  readonly #bytes = new Map<Armed, number>()

  #use(one: Armed, occasion: Occasion): void {
    one.left--
    if (one.left <= 0) this.#armed = this.#armed.filter((other) => other !== one)
    this.#happened.set(one.fault.name, (this.#happened.get(one.fault.name) ?? 0) + 1)
    this.#log.info({ fault: one.fault.name, command: occasion.command, when: occasion.when }, 'fault')
  }
}
