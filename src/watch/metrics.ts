import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import { type AlarmName, alarms } from '../alarms/alarms.ts'
import type { Ledger } from '../receipts/ledger.ts'
import { isFinal, isPushOwed, type ReceiptRecord } from '../record/record.ts'
import { fnDaysLeft } from './fn-days.ts'
import type { RegisterSight, Snapshot } from './snapshot.ts'
import type { TunnelState } from './tunnel-probe.ts'

export interface MetricsParts {
  readonly ledger: Ledger
  readonly board: AlarmBoard
  readonly snapshot: () => Snapshot
  /** What the probe from outside knows; undefined when there is none. */
  readonly tunnel: () => TunnelState | undefined
  readonly version: string
}

/** Seconds: a receipt takes 2 to 8 on a real register, a report in between up to 120. */
const printBuckets = [0.5, 1, 2, 3, 5, 8, 13, 20, 40, 80, 160]

/** Events of a record that count, and as what. */
const counted: Readonly<Record<string, 'accepted' | 'registered' | 'refused'>> = {
  accepted: 'accepted',
  again: 'accepted',
  registered: 'registered',
  'decided-registered': 'registered',
  refuse: 'refused',
  'decided-refuse': 'refused',
  'not-registered': 'refused',
}

type Measure = (sight: RegisterSight, snapshot: Snapshot) => number | undefined

/** What is measured of each register at the moment of asking: name, help, how. */
const measures: readonly (readonly [name: string, help: string, measure: Measure])[] = [
  [
    'register_up',
    '1 while the register can print',
    ({ identity, trouble }) => Number(identity !== undefined && trouble === undefined),
  ],
  ['shift_open', '1 while a shift is open', ({ status }) => status && Number(status.shift.state !== 'closed')],
  ['shift_number', 'Number of the shift', ({ status }) => status?.shift.number],
  [
    'shift_age_seconds',
    'Age of the open shift by the clock of the register',
    ({ status }) => (status?.shift.openedAt === undefined ? undefined : (status.clock - status.shift.openedAt) / 1000),
  ],
  ['ofd_unsent_documents', 'Documents that the OFD has not confirmed', ({ status }) => status?.ofd.unsent],
  [
    'ofd_backlog_seconds',
    'Age of the oldest document that the OFD has not confirmed',
    ({ status }) => status && (status.ofd.oldestAt === undefined ? 0 : (status.clock - status.ofd.oldestAt) / 1000),
  ],
  [
    'fn_days_left',
    'Days to the last day of the fiscal memory',
    ({ status, zone }, { now }) => status && fnDaysLeft(status.fn.expires, now, zone),
  ],
  ['fn_last_document', 'Number of the last fiscal document', ({ status }) => status?.fn.lastDocument],
  [
    'clock_drift_seconds',
    'Clock of the register less the clock of this machine',
    ({ clockDriftMs }) => (clockDriftMs === undefined ? undefined : clockDriftMs / 1000),
  ],
]

/** Seconds from the last attempt to the document, by the times of the history. */
function printSeconds({ history }: ReceiptRecord): number | undefined {
  const taken = history.findLast(({ event }) => event === 'taken')
  const last = history.at(-1)
  if (taken === undefined || last?.event !== 'registered') return undefined
  return Math.max(0, (Date.parse(last.at) - Date.parse(taken.at)) / 1000)
}

/** Figures for Prometheus: counted from the changes of receipts, or read at the moment of asking. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #receipts: Counter
  readonly #seconds: Histogram
  readonly #unwatch: () => void

  constructor({ ledger, board, snapshot, tunnel, version }: MetricsParts) {
    const registers = [this.#registry]
    const prefix = 'fiscal_bridge_'
    const gauge = (
      name: string,
      help: string,
      labelNames: readonly string[],
      collect: (gauge: Gauge) => void,
    ): void => {
      new Gauge({
        name: prefix + name,
        help,
        labelNames: [...labelNames],
        registers,
        collect() {
          this.reset()
          collect(this)
        },
      })
    }
    gauge('info', 'Version of the bridge', ['version'], (one) => one.set({ version }, 1))
    for (const [name, help, measure] of measures) {
      gauge(name, help, ['register'], (one) => {
        const now = snapshot()
        for (const sight of now.registers) {
          const value = measure(sight, now)
          if (value !== undefined) one.set({ register: sight.id }, value)
        }
      })
    }
    gauge('receipts_open', 'Receipts that the bridge still owes something', ['register', 'state'], (one) => {
      for (const { registerId, state } of snapshot().receipts) one.inc({ register: registerId, state: state.name })
    })
    gauge('oldest_waiting_seconds', 'Age of the oldest receipt that has not come to its end', [], (one) => {
      const { receipts, now } = snapshot()
      const ages = receipts.filter(({ state }) => !isFinal(state)).map((record) => now - Date.parse(record.acceptedAt))
      one.set(Math.max(0, ...ages) / 1000)
    })
    gauge('pushes_owed', 'Results that the portal has not been told of yet', [], (one) => {
      const { receipts, pushes } = snapshot()
      if (pushes) one.set(receipts.filter(isPushOwed).length)
      else one.remove()
    })
    gauge('tunnel_reachable', '1 while a call from outside comes back, 0 once three in a row did not', [], (one) => {
      const reachable = tunnel()?.reachable
      if (reachable === 'yes' || reachable === 'no') one.set(Number(reachable === 'yes'))
      else one.remove()
    })
    gauge('alarms', 'Standing alarms by name', ['name', 'blocking'], (one) => {
      for (const name of Object.keys(alarms) as AlarmName[])
        one.set({ name, blocking: String(alarms[name].blocking) }, 0)
      for (const { name, blocking } of board.list()) one.inc({ name, blocking: String(blocking) })
    })
    gauge('disk_free_bytes', 'Free bytes where the data lie', [], (one) => {
      const { freeBytes } = snapshot()
      if (freeBytes !== undefined) one.set(freeBytes)
    })
    this.#receipts = new Counter({
      name: `${prefix}receipts_total`,
      help: 'Receipts since the start, by what became of them',
      labelNames: ['register', 'outcome'],
      registers,
    })
    this.#seconds = new Histogram({
      name: `${prefix}print_seconds`,
      help: 'From the first byte of an attempt to the proven document',
      labelNames: ['register'],
      buckets: printBuckets,
      registers,
    })
    this.#unwatch = ledger.onChange((record) => this.#count(record))
  }

  #count(record: ReceiptRecord): void {
    const { registerId: register, state, history } = record
    const outcome = counted[history.at(-1)?.event ?? '']
    // An attempt may end without a document and without a refusal: then the receipt waits.
    if (outcome === undefined || (outcome === 'refused' && state.name !== 'refused')) return
    this.#receipts.inc({ register, outcome })
    const seconds = printSeconds(record)
    if (seconds !== undefined) this.#seconds.observe({ register }, seconds)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** The text that Prometheus reads. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  stop(): void {
    this.#unwatch()
  }
}
