import type { FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import { silentLog } from '../../../drivers/log.ts'
import { AlarmBoard } from '../../../src/alarms/alarm-board.ts'
import { tellReadFailure } from '../../../src/alarms/read-failure.ts'
import { KeyedLock } from '../../../src/base/keyed-lock.ts'
import { Gate } from '../../../src/lane/gate.ts'
import { entombOne } from '../../../src/receipts/entomb.ts'
import { HoldKeeper } from '../../../src/receipts/hold-keeper.ts'
import { Inquiry } from '../../../src/receipts/inquiry.ts'
import { Intake, type Offer } from '../../../src/receipts/intake.ts'
import { Ledger } from '../../../src/receipts/ledger.ts'
import { type Mode, uuidOf } from '../../../src/record/identity.ts'
import { receiptFromJson } from '../../../src/record/receipt-json.ts'
import type { ReceiptRecord } from '../../../src/record/record.ts'
import { DayIndex } from '../../../src/store/day-index.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { ReceiptStore, type UnreadableRecord } from '../../../src/store/receipt-store.ts'
import { Sequence } from '../../../src/store/sequence.ts'
import { Tidying } from '../../../src/store/tidying.ts'
import { type DiskHook, MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { recordOf, uuidNumber } from '../store/records.ts'

const dayMs = 86_400_000
const secret = new Uint8Array(32).fill(7)

export const document = {
  fn: '9999078900001234',
  number: 43,
  sign: '2874316905',
  registrationNumber: '0000000001047291',
  shift: 7,
  receiptNumber: 1,
  at: 1_795_418_045,
  settlement: 'sale',
  total: '42.50',
} as const

/** Where receipts come in and are asked for, without a register: on a disk in memory and a clock that stands. */
export class Counter {
  readonly disk: MemoryDisk
  readonly clock = new VirtualClock()
  readonly board = new AlarmBoard(this.clock, silentLog)
  /** What could not be read when it opened. */
  readonly unreadable: readonly UnreadableRecord[]
  readonly unknown: string[] = []
  readonly changed: string[] = []
  readonly ledger: Ledger
  readonly intake: Intake
  readonly inquiry: Inquiry
  readonly holds: HoldKeeper
  readonly gate: Gate

  private constructor(
    disk: MemoryDisk,
    store: ReceiptStore,
    unreadable: readonly UnreadableRecord[],
    sequence: Sequence,
    index: DayIndex,
    lostAnswer: 'hold' | 'print',
  ) {
    this.disk = disk
    this.unreadable = unreadable
    const { clock } = this
    const tidying = new Tidying(clock, silentLog)
    this.ledger = new Ledger({ store, index, tidying, clock, log: silentLog, dayOf: () => '2026-11-23', pushes: false })
    const onUnreadable = (record: UnreadableRecord): Promise<void> =>
      entombOne(record, { ledger: this.ledger, board: this.board, registerId: 'kkm-1', clock })
    const onReadFailure = (uuid: string, error: unknown): void => tellReadFailure(this.board, uuid, error)
    this.intake = new Intake({
      mayBePrinted: () => false,
      ledger: this.ledger,
      secret,
      sequence,
      fingerprints: new KeyedLock(),
      clock,
      log: silentLog,
      lostAnswer,
      onUnreadable,
      onReadFailure,
      onChangedContent: ({ uuid }) => this.changed.push(uuid),
    })
    this.inquiry = new Inquiry({
      ledger: this.ledger,
      secret,
      language: 'ru',
      mayBePrinted: () => false,
      onUnknown: (uuid) => this.unknown.push(uuid),
      onUnreadable,
      onReadFailure,
    })
    this.holds = new HoldKeeper({ ledger: this.ledger, lostAnswer, clock, log: silentLog, isSure: () => true })
    this.holds.watch()
    this.gate = new Gate({ ledger: this.ledger, clock, lostAnswer, maxWaitMs: dayMs })
  }

  static async open(disk = new MemoryDisk(), hook?: DiskHook, lostAnswer: 'hold' | 'print' = 'hold'): Promise<Counter> {
    const files = disk.mount(hook)
    const folders = new FolderSync(files)
    await files.makeFolder('/data')
    const { store, unreadable } = await ReceiptStore.load(files, folders, '/data')
    const sequence = await Sequence.load(files, folders, '/data', 0)
    return new Counter(disk, store, unreadable, sequence, new DayIndex(files, '/data', new VirtualClock()), lostAnswer)
  }

  /** Offers a check of the portal; `sale` is what makes two checks the same sale. */
  print(check: string, sale = check, changes: Partial<Offer> = {}): Promise<string> {
    return this.intake.accept({
      mode: 'ACTIVE',
      bitrixUuid: check,
      type: 'sell',
      registerId: 'kkm-1',
      content: sale,
      sameSale: sale,
      urlSecret: 'demo',
      receipt: (mark) => sampleReceipt(mark),
      ...changes,
    })
  }

  async state(uuid: string): Promise<ReceiptRecord['state'] | undefined> {
    return (await this.ledger.store.find(uuid))?.state
  }

  /** What the lane would do when it registers a receipt. */
  async register(uuid: string): Promise<void> {
    const baseline = { serial: '1', fn: document.fn, lastDocument: 42, shift: { open: true, number: 7 } }
    await this.ledger.apply(uuid, { type: 'taken', baseline, sent: { form: 1, ffd: '1.2' } })
    await this.ledger.apply(uuid, { type: 'registered', document, proof: 'print' })
  }

  /** What the lane would do before it prints: true when it may. */
  async admits(uuid: string): Promise<boolean> {
    const record = await this.ledger.store.find(uuid)
    return record !== undefined && this.gate.admits(record)
  }

  async refuse(uuid: string): Promise<void> {
    await this.ledger.apply(uuid, { type: 'refuse', code: 'RECEIPT_REFUSED', text: 'нет' })
  }

  static uuidOf(mode: Mode, check: string): string {
    return uuidOf(secret, mode, check)
  }
}

function sampleReceipt(mark: string): FiscalReceipt {
  const { receipt } = recordOf(uuidNumber(1))
  if (receipt === null) throw new Error('the sample has a receipt')
  return receiptFromJson({ ...receipt, mark: { text: mark, tag: 1192 } })
}
