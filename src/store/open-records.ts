import type { ReceiptRecord } from '../record/record.ts'

const byOrder = (one: ReceiptRecord, other: ReceiptRecord): number => one.order - other.order

/** Whether the lane has to look at it; held receipts wait for news, settled ones for Bitrix24. */
const wantsRegister = ({ state }: ReceiptRecord): boolean =>
  state.name === 'accepted' || state.name === 'printing' || state.name === 'unresolved'

/** The open receipts in memory, found by UUID, by sale and by register. */
export class OpenRecords {
  readonly #byUuid = new Map<string, ReceiptRecord>()
  readonly #byFingerprint = new Map<string, Set<string>>()
  /** Register -> receipts that still want something of it. */
  readonly #toDo = new Map<string, Set<string>>()

  get(uuid: string): ReceiptRecord | undefined {
    return this.#byUuid.get(uuid)
  }

  set(record: ReceiptRecord): void {
    this.delete(record.uuid)
    this.#byUuid.set(record.uuid, record)
    addTo(this.#byFingerprint, record.fingerprint, record.uuid)
    if (wantsRegister(record)) addTo(this.#toDo, record.registerId, record.uuid)
  }

  delete(uuid: string): void {
    const record = this.#byUuid.get(uuid)
    if (record === undefined) return
    this.#byUuid.delete(uuid)
    removeFrom(this.#byFingerprint, record.fingerprint, uuid)
    removeFrom(this.#toDo, record.registerId, uuid)
  }

  /** All of them, in the order of acceptance. */
  all(): ReceiptRecord[] {
    return [...this.#byUuid.values()].sort(byOrder)
  }

  /** Those that are to be printed on a register, are being printed or wait for a decision, in the order of acceptance. */
  toDo(registerId: string): ReceiptRecord[] {
    return this.#records(this.#toDo.get(registerId)).sort(byOrder)
  }

  /** Those of one sale. */
  like(fingerprint: string): ReceiptRecord[] {
    return this.#records(this.#byFingerprint.get(fingerprint))
  }

  withPrefix(prefix: string): ReceiptRecord | undefined {
    for (const record of this.#byUuid.values()) if (record.uuid.startsWith(prefix)) return record
    return undefined
  }

  #records(uuids: Iterable<string> = []): ReceiptRecord[] {
    return [...uuids].flatMap((uuid) => this.#byUuid.get(uuid) ?? [])
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, uuid: string): void {
  const known = sets.get(key)
  if (known === undefined) sets.set(key, new Set([uuid]))
  else known.add(uuid)
}

function removeFrom(sets: Map<string, Set<string>>, key: string, uuid: string): void {
  const known = sets.get(key)
  known?.delete(uuid)
  if (known?.size === 0) sets.delete(key)
}
