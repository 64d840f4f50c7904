import { parseKopecks } from '../../drivers/money.ts'
import type { ReceiptJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { DayLine } from '../store/day-line.ts'

const paid = ({ payments }: ReceiptJson): Partial<Record<string, string>> =>
  Object.fromEntries(Object.entries(payments).filter(([, amount]) => parseKopecks(amount) !== 0n))

function registeredPart({ state, receipt, history }: ReceiptRecord): Partial<DayLine> {
  if (state.name !== 'registered') return {}
  const { number, shift, settlement } = state.document
  const at = history.find((entry) => entry.state === 'registered')?.at
  return {
    document: number,
    shift,
    settlement,
    ...(receipt !== null && { payments: paid(receipt) }),
    ...(at !== undefined && { registeredAt: at }),
  }
}

/** The line of a receipt in the list of its day. */
export const dayLineOf = (record: ReceiptRecord): DayLine => ({
  uuid: record.uuid,
  order: record.order,
  acceptedAt: record.acceptedAt,
  mode: record.mode,
  registerId: record.registerId,
  bitrixUuid: record.bitrixUuid,
  type: record.type,
  total: record.receipt?.total ?? '0.00',
  ...(record.receipt?.buyer !== undefined && { buyer: record.receipt.buyer }),
  state: record.state.name,
  ...registeredPart(record),
  ...(record.told !== undefined && { told: record.told }),
})
