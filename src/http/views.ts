import { formatKopecks } from '../../drivers/money.ts'
import type { RegisterStatus } from '../../drivers/register.ts'
import type { Roster, Station } from '../lane/roster.ts'
import type { ReceiptRecord, StateName } from '../receipts/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import type { AlarmBoard } from '../watch/alarm-board.ts'

/** A receipt as people see it: everything but the keys by which the bridge recognises it. */
export function receiptView(record: ReceiptRecord): object {
  const { fingerprint, access, content, ...shown } = record
  return shown
}

const iso = (instant: number): string => new Date(instant).toISOString()

function registerStatusView(status: RegisterStatus): object {
  const { clock, shift, cash, ofd, ...same } = status
  const { openedAt, ...shiftSame } = shift
  const { oldestAt, ...ofdSame } = ofd
  return {
    ...same,
    clock: iso(clock),
    cash: formatKopecks(cash),
    shift: { ...shiftSame, ...(openedAt !== undefined && { openedAt: iso(openedAt) }) },
    ofd: { ...ofdSame, ...(oldestAt !== undefined && { oldestAt: iso(oldestAt) }) },
  }
}

function countStates(records: readonly ReceiptRecord[]): Partial<Record<StateName, number>> {
  const counts: Partial<Record<StateName, number>> = {}
  for (const { state } of records) counts[state.name] = (counts[state.name] ?? 0) + 1
  return counts
}

function stationView(station: Station, open: readonly ReceiptRecord[]): object {
  const { lane } = station
  return {
    id: station.id,
    numberKkm: station.numberKkm,
    default: station.isDefault,
    identity: lane.identity,
    status: lane.status === undefined ? undefined : registerStatusView(lane.status),
    trouble: lane.trouble,
    receipts: countStates(open.filter((record) => record.registerId === station.id)),
  }
}

/** The answer of `GET /api/status`. */
export function statusView(roster: Roster, store: ReceiptStore, board: AlarmBoard, version: string): object {
  const open = store.openReceipts()
  return {
    version,
    registers: roster.stations.map((station) => stationView(station, open)),
    receipts: countStates(open),
    alarms: board.list(),
  }
}
