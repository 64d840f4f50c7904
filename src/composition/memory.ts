import { localOf } from '../../drivers/ffd/local-time.ts'
import type { Files } from '../../drivers/files.ts'
import { AlarmBoard } from '../alarms/alarm-board.ts'
import { EventMemory } from '../alarms/event-memory.ts'
import type { Config } from '../config/config.ts'
import { dealingOf } from '../config/dealing.ts'
import { webhookOf } from '../config/webhook.ts'
import { Claims } from '../lane/claims.ts'
import { ClaimsMemory } from '../lane/claims-file.ts'
import { FiscalDocuments } from '../lane/fiscal-documents.ts'
import { KnownFns } from '../lane/known-fns.ts'
import { type EntombParts, entomb } from '../receipts/entomb.ts'
import { Ledger } from '../receipts/ledger.ts'
import { RestoredReceipts } from '../receipts/restored.ts'
import { standIn } from '../receipts/stand-in.ts'
import type { InstallSecret } from '../record/identity.ts'
import { DayIndex } from '../store/day-index.ts'
import { FolderSync } from '../store/folder-sync.ts'
import { openInstall } from '../store/install.ts'
import { requireOwnRecords } from '../store/ownership.ts'
import { ReceiptStore, type UnreadableRecord } from '../store/receipt-store.ts'
import { Sequence } from '../store/sequence.ts'
import { Tidying } from '../store/tidying.ts'
import { StoreHealth } from '../watch/store-health.ts'
import type { World } from '../world.ts'

/** Everything the daemon remembers, on disk and in memory. */
export interface Memory {
  readonly files: Files
  readonly health: StoreHealth
  /** Does later what the disk refuses at the start. */
  readonly tidying: Tidying
  readonly board: AlarmBoard
  /** Keeps the alarms of events. */
  readonly events: EventMemory
  /** Names the receipts of this installation. */
  readonly secret: InstallSecret
  readonly store: ReceiptStore
  readonly sequence: Sequence
  readonly index: DayIndex
  readonly ledger: Ledger
  readonly claims: Claims
  readonly documents: FiscalDocuments
  readonly knownFns: KnownFns
  readonly restored: RestoredReceipts
  /** What an unreadable record needs to be put aside. */
  readonly tombs: EntombParts
  /** Zone in which the shop's days are counted: that of its first register. */
  readonly timeZone: string
  readonly dayOf: (instant: number) => string
}

const dayText = ({ year, month, day }: { year: number; month: number; day: number }): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Opens the data folder. Throws InstallMismatch and NewerFormat; unreadable records are put aside, with an alarm each. */
export async function openMemory(config: Config, { clock, log, random, files: disk }: World): Promise<Memory> {
  const { data: root, registers } = config
  const health = new StoreHealth(disk, root)
  const { files } = health
  const folders = new FolderSync(files)
  const tidying = new Tidying(clock, log)
  const board = new AlarmBoard(clock, log)
  const events = await EventMemory.load(files, folders, root, board, log)
  const { key: secret, isNew } = await openInstall(files, folders, root, dealingOf(config), random)
  const { store, unreadable } = await ReceiptStore.load(files, folders, root)
  await requireOwnRecords(files, root, store, secret)
  if (health.failure !== undefined) {
    log.error({ failure: health.failure }, 'the disk takes no writes: what it holds is read, nothing is accepted')
  }
  await tidying.do('names left by a move', () => store.removeLeftovers())
  const lastOrder = Math.max(0, ...store.openReceipts().map((record) => record.order))
  const sequence = await Sequence.load(files, folders, root, lastOrder)
  const index = new DayIndex(files, root, clock)
  const timeZone = registers[0]?.timeZone ?? 'UTC'
  const dayOf = (instant: number): string => dayText(localOf(instant, timeZone))
  const pushes = webhookOf(config.bitrix24) !== undefined
  const ledger = new Ledger({ store, index, tidying, clock, log, dayOf, pushes })
  const tombs = { ledger, board, clock, registerId: registers[0]?.id ?? '' }
  const onUnreadable = (record: UnreadableRecord): Promise<void> => entomb([record], tombs)
  const restored = await RestoredReceipts.load({
    files,
    folders,
    root,
    ledger,
    clock,
    log,
    registerIds: registers.map(({ id }) => id),
  })
  const onBehind = (): Promise<void> => restored.behind()
  const claimed = await ClaimsMemory.load(files, folders, root)
  const claims = new Claims({ ledger, board, memory: claimed, onUnreadable })
  const documents = new FiscalDocuments({ ledger, board, memory: claimed, claims, isNew, onBehind })
  ledger.onChange(({ state }) => {
    if (state.name !== 'registered') return
    documents.noteRegistered(state.document.fn, state.document.number).catch((error: unknown) => {
      log.warn({ err: error }, 'high-water mark not stored: documents will be read again')
    })
  })
  const knownFns = await KnownFns.load(files, folders, root)
  // Last: a disk that gives out nothing just now stops the start before a single receipt is given up.
  for (const one of unreadable) await tidying.do('an unreadable record', await standIn(one, tombs))
  await tidying.do('receipts of a restored backup', () => restored.keep())
  return {
    files,
    health,
    tidying,
    board,
    events,
    secret,
    store,
    sequence,
    index,
    ledger,
    claims,
    documents,
    knownFns,
    restored,
    tombs,
    timeZone,
    dayOf,
  }
}
