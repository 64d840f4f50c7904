import { toWitness, type Witness } from '../../../drivers/ffd/document.ts'
import type { Tags } from '../../../drivers/ffd/tags.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import type { Baseline, FiscalRegister } from '../../../drivers/register.ts'
import { RegisterError } from '../../../drivers/register-error.ts'
import { Claims } from '../../../src/lane/claims.ts'
import { ClaimsMemory } from '../../../src/lane/claims-file.ts'
import { FiscalDocuments, type FiscalDocumentsParts } from '../../../src/lane/fiscal-documents.ts'
import { entomb } from '../../../src/receipts/entomb.ts'
import { markOf } from '../../../src/record/identity.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import type { DiskHook, MemoryDisk } from '../../memory-disk.ts'
import { Counter } from '../receipts/counter.ts'

export const fn = '9999078900001234'

/** What the fiscal memory shows of one number: a receipt with that mark, a report, nothing that can be read, or no answer. */
export type Shown = { readonly mark: string } | 'report' | 'unreadable' | 'silence'

const receiptTags = (number: number, mark: string): Tags => [
  { tag: 1040, value: number },
  { tag: 1077, value: `${2_000_000_000 + number}` },
  { tag: 1037, value: '0000000001047291' },
  { tag: 1038, value: 7 },
  { tag: 1042, value: number },
  { tag: 1012, value: 1_795_428_845 },
  { tag: 1054, value: 1 },
  { tag: 1020, value: kopecks(4250) },
  { tag: 1055, value: 1 },
  { tag: 1031, value: kopecks(4250) },
  {
    tag: 1059,
    value: [
      { tag: 1030, value: 'Хлеб' },
      { tag: 1079, value: kopecks(4250) },
      { tag: 1023, value: quantity(1000) },
      { tag: 1043, value: kopecks(4250) },
      { tag: 1199, value: 2 },
      { tag: 1212, value: 1 },
      { tag: 1214, value: 4 },
    ],
  },
  { tag: 1192, value: mark },
]

function witnessOf(number: number, shown: Shown | undefined): Witness | 'none' {
  if (shown === 'silence') throw new RegisterError('LINK_LOST', 'unknown', 'the cable is out')
  if (shown === undefined) return 'none'
  if (shown === 'unreadable') return { kind: 'unreadable', number }
  if (shown === 'report') return { kind: 'other', number, code: 5 }
  return toWitness({ fn, number, code: 3, tags: receiptTags(number, shown.mark) }, '+03:00')
}

/** The counter with what its bridge knows of a fiscal memory, which shows what it is told to. Numbers begin after 42. */
export class ClaimsDesk {
  readonly counter: Counter
  readonly claims: Claims
  readonly documents: FiscalDocuments
  readonly memory: Map<number, Shown>

  private constructor(counter: Counter, claims: Claims, documents: FiscalDocuments, memory: Map<number, Shown>) {
    this.counter = counter
    this.claims = claims
    this.documents = documents
    this.memory = memory
  }

  static async open(disk?: MemoryDisk, hook?: DiskHook, more: Partial<FiscalDocumentsParts> = {}): Promise<ClaimsDesk> {
    const counter = await Counter.open(disk, hook)
    const { ledger, board, clock } = counter
    const files = counter.disk.mount(hook)
    const tombs = { ledger, board, registerId: 'kkm-1', clock }
    const memory = await ClaimsMemory.load(files, new FolderSync(files), '/data')
    const claims = new Claims({ ledger, board, memory, onUnreadable: (record) => entomb([record], tombs) })
    const documents = new FiscalDocuments({
      ledger,
      board,
      memory,
      claims,
      isNew: disk === undefined,
      onBehind: async () => undefined,
      ...more,
    })
    const desk = new ClaimsDesk(counter, claims, documents, new Map())
    if (disk === undefined) await desk.catchUp()
    return desk
  }

  get baseline(): Baseline {
    return { serial: '1', fn, lastDocument: Math.max(42, ...this.memory.keys()), shift: { open: true, number: 7 } }
  }

  /** Puts a document into the memory. The result is its number. */
  add(shown: Shown): number {
    const number = this.baseline.lastDocument + 1
    this.memory.set(number, shown)
    return number
  }

  /** The document of a receipt. */
  addReceipt(uuid: string): number {
    return this.add({ mark: markOf(uuid) })
  }

  catchUp(): Promise<void> {
    const register = {
      witness: async (number: number) => witnessOf(number, this.memory.get(number)),
    } as unknown as FiscalRegister
    return this.documents.catchUp(register, this.baseline, new AbortController().signal)
  }

  async mayBeUnread(uuid: string): Promise<boolean> {
    const record = await this.counter.ledger.store.find(uuid)
    return record !== undefined && this.claims.mayBeUnread(record, fn)
  }

  alarms(): string[] {
    return this.counter.board.list().map(({ name, subject, detail }) => `${name} ${subject} ${detail ?? ''}`.trim())
  }
}
