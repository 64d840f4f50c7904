import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import { watchedAlarms } from '../alarms/alarms.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { Roster } from '../lane/roster.ts'
import type { Ledger } from '../receipts/ledger.ts'
import { alarmsOf } from './signs.ts'
import type { RegisterSight, Snapshot } from './snapshot.ts'
import type { StoreHealth } from './store-health.ts'

export interface WatchmanParts {
  readonly roster: Roster
  readonly ledger: Ledger
  readonly documents: Pick<FiscalDocuments, 'reading'>
  readonly board: AlarmBoard
  readonly health: StoreHealth
  readonly clock: Clock
  readonly log: Log
  /** Whether results are pushed to the portal. */
  readonly pushes: boolean
  /** Free bytes where the data lie. */
  readonly freeBytes: () => Promise<number | undefined>
}

/** How often everything is looked at, ms; what a lane learns of its register is seen by then. */
const roundMs = 10_000
/** Pause after a change of a receipt, ms: a burst of changes is looked at once. */
const gatherMs = 500

/** Gathers what alarms are drawn from, and keeps the board true: on a timer, and soon after each change of a receipt. */
export class Watchman {
  readonly #parts: WatchmanParts
  #freeBytes: number | undefined
  #cancelRound: (() => void) | undefined
  #cancelSoon: (() => void) | undefined
  #unwatch: (() => void) | undefined

  constructor(parts: WatchmanParts) {
    this.#parts = parts
  }

  start(): void {
    const { ledger, clock } = this.#parts
    this.#unwatch = ledger.onChange(() => {
      this.#cancelSoon ??= clock.after(gatherMs, () => {
        this.#cancelSoon = undefined
        this.look()
      })
    })
    this.#round()
  }

  stop(): void {
    this.#unwatch?.()
    this.#cancelSoon?.()
    this.#cancelRound?.()
  }

  /** What alarms and metrics are drawn from, as known now. */
  snapshot(): Snapshot {
    const { roster, ledger, documents, health, clock, pushes } = this.#parts
    return {
      now: clock.now(),
      registers: roster.registers.map((shopRegister) => sightOf(shopRegister, documents)),
      receipts: ledger.store.openReceipts(),
      pushes,
      ...(this.#freeBytes !== undefined && { freeBytes: this.#freeBytes }),
      ...(health.failure !== undefined && { storeFailure: health.failure }),
    }
  }

  /** Makes the board say what is known now. */
  look(): void {
    const signs = alarmsOf(this.snapshot())
    for (const name of watchedAlarms) {
      const standing = signs.filter((sign) => sign.name === name)
      this.#parts.board.set(name, new Map(standing.map(({ subject, detail }) => [subject, detail])))
    }
  }

  #round(): void {
    const { clock, log } = this.#parts
    this.#measure()
      .catch((error: unknown) => log.warn({ err: error }, 'the disk could not be looked at'))
      .finally(() => this.look())
    this.#cancelRound = clock.after(roundMs, () => this.#round())
  }

  async #measure(): Promise<void> {
    const { health, freeBytes } = this.#parts
    await health.probe()
    this.#freeBytes = await freeBytes()
  }
}

function sightOf(
  { id, timeZone, lane }: Roster['registers'][number],
  documents: WatchmanParts['documents'],
): RegisterSight {
  const { expected, shiftFailure } = lane
  const { identity, status, trouble, clockDriftMs } = lane.seen
  const reading = identity && documents.reading(identity.fn)
  return {
    id,
    zone: timeZone,
    expected,
    ...(identity !== undefined && { identity }),
    ...(status !== undefined && { status }),
    ...(clockDriftMs !== undefined && { clockDriftMs }),
    ...(trouble !== undefined && { trouble }),
    ...(reading !== undefined && { reading }),
    ...(shiftFailure !== undefined && { shiftFailure }),
  }
}
