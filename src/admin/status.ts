import { formatKopecks } from '../../drivers/money.ts'
import type { RegisterStatus } from '../../drivers/register.ts'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import type { Roster, ShopRegister } from '../lane/roster.ts'
import { countStates } from '../record/count-states.ts'
import { isFinal, type ReceiptRecord, type StateName } from '../record/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import type { RecoveryReport } from '../watch/recovery.ts'
import { alarmViews } from './alarm-view.ts'
import type { OpenReceipt, RecoveryView, RegisterView, ShiftTotals, StatusView } from './status-view.ts'

export interface StatusParts {
  readonly roster: Roster
  readonly store: ReceiptStore
  readonly board: AlarmBoard
  readonly version: string
  readonly timeZone: string
  /** Today in the shop's zone, `YYYY-MM-DD`. */
  readonly today: () => string
  /** Unix ms. */
  readonly now: () => number
  /** Sums of the receipts of a shift; undefined while they are not known. */
  readonly totalsOf: (registerId: string, shift: number) => ShiftTotals | undefined
  /** When the portal was last heard, ISO. */
  readonly portal: () => Omit<StatusView['portal'], 'owed'>
  /** What the start found open, and what became of it. */
  readonly recovery: () => RecoveryReport
}

/** Receipts listed in the status; whoever needs more asks for the list. */
const mostOpen = 50

const iso = (instant: number): string => new Date(instant).toISOString()

function registerStatusView(status: RegisterStatus, driftMs: number | undefined): NonNullable<RegisterView['status']> {
  const { clock, shift, cash, ofd, fn, printer, ...same } = status
  const { openedAt, ...shiftSame } = shift
  const { oldestAt, ...ofdSame } = ofd
  return {
    ...same,
    printer: [...printer],
    fn: { ...fn, warnings: [...fn.warnings] },
    clock: iso(clock),
    ...(driftMs !== undefined && { clockDriftMs: driftMs }),
    cash: formatKopecks(cash),
    shift: { ...shiftSame, ...(openedAt !== undefined && { openedAt: iso(openedAt) }) },
    ofd: { ...ofdSame, ...(oldestAt !== undefined && { oldestAt: iso(oldestAt) }) },
  }
}

function registerView(shopRegister: ShopRegister, open: readonly ReceiptRecord[], parts: StatusParts): RegisterView {
  const { lane, id, numberKkm } = shopRegister
  const { status, identity, trouble, clockDriftMs } = lane.seen
  const totals = status === undefined ? undefined : parts.totalsOf(id, status.shift.number)
  return {
    id,
    ...(numberKkm !== undefined && { numberKkm }),
    default: shopRegister.isDefault,
    simulated: shopRegister.simulated,
    ...(identity !== undefined && { identity }),
    ...(status !== undefined && { status: registerStatusView(status, clockDriftMs) }),
    ...(trouble !== undefined && { trouble }),
    ...(totals !== undefined && { totals }),
    receipts: countStates(open.filter((record) => record.registerId === id)) as Record<string, number>,
  }
}

function whyOf({ state }: ReceiptRecord): string | undefined {
  if (state.name === 'held') return state.because.kind
  return state.name === 'unresolved' ? state.why : undefined
}

function openView(record: ReceiptRecord): OpenReceipt {
  const why = whyOf(record)
  return {
    uuid: record.uuid,
    registerId: record.registerId,
    bitrixUuid: record.bitrixUuid,
    acceptedAt: record.acceptedAt,
    state: record.state.name,
    ...(record.receipt !== null && { total: record.receipt.total }),
    ...(why !== undefined && { why }),
  }
}

/** Receipts that need a person come first, then those that wait for the register; registered ones wait only for Bitrix24. */
const urgency: Readonly<Record<StateName, number>> = {
  unresolved: 0,
  held: 1,
  printing: 2,
  accepted: 3,
  registered: 4,
  refused: 4,
  alias: 4,
}

const recoveryView = ({ found, settled, ...same }: RecoveryReport): RecoveryView => ({
  found: found as Record<string, number>,
  settled: settled as Record<string, number>,
  ...same,
})

export function statusView(parts: StatusParts): StatusView {
  const open = parts.store.openReceipts()
  const shown = open
    .filter(({ state }) => urgency[state.name] < urgency.registered)
    .sort((one, other) => urgency[one.state.name] - urgency[other.state.name] || one.order - other.order)
    .slice(0, mostOpen)
  return {
    version: parts.version,
    now: iso(parts.now()),
    today: parts.today(),
    timeZone: parts.timeZone,
    registers: parts.roster.registers.map((shopRegister) => registerView(shopRegister, open, parts)),
    receipts: countStates(open) as Record<string, number>,
    open: shown.map(openView),
    alarms: alarmViews(parts.board),
    portal: { ...parts.portal(), owed: open.filter(({ state }) => isFinal(state)).length },
    recovery: recoveryView(parts.recovery()),
  }
}
