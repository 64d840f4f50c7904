import { settlementCodes, settlementNames } from '../../drivers/ffd/codes.ts'
import { type LocalTime, localOf, type Zone } from '../../drivers/ffd/local-time.ts'
import { qrTextOf } from '../../drivers/paper/qr.ts'
import { documentFromJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'

/** A registered receipt for the accountant. Amounts are decimal roubles. */
export interface ExportRow {
  /** Local time of the register, `YYYY-MM-DD HH:MM`. */
  readonly time: string
  readonly register: string
  readonly mode: string
  readonly shift: number
  readonly receiptNumber: number
  readonly settlement: string
  readonly total: string
  readonly cash: string
  readonly cashless: string
  readonly advance: string
  readonly credit: string
  readonly other: string
  readonly fd: number
  readonly fpd: string
  readonly fn: string
  readonly registrationNumber: string
  /** Bitrix24's uuid of the check. */
  readonly check: string
  readonly uuid: string
  readonly qr: string
}

const two = (value: number): string => String(value).padStart(2, '0')
const timeText = ({ year, month, day, hour, minute }: LocalTime): string =>
  `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`

/** The row of a receipt; undefined for one that is not registered. */
export function exportRow(record: ReceiptRecord, zone: Zone): ExportRow | undefined {
  const { state, receipt } = record
  if (state.name !== 'registered') return undefined
  const document = documentFromJson(state.document)
  const { fn, number, sign, settlement, total, at, shift, receiptNumber, registrationNumber } = document
  const local = localOf(at * 1000, zone)
  const { cash, cashless, advance, credit, other } = receipt?.payments ?? {
    cash: '',
    cashless: '',
    advance: '',
    credit: '',
    other: '',
  }
  return {
    time: timeText(local),
    register: record.registerId,
    mode: record.mode,
    shift,
    receiptNumber,
    settlement: settlementNames[settlement],
    total: state.document.total,
    cash,
    cashless,
    advance,
    credit,
    other,
    fd: number,
    fpd: sign,
    fn,
    registrationNumber,
    check: record.bitrixUuid,
    uuid: record.uuid,
    qr: qrTextOf({ fn, number, sign, settlement: settlementCodes[settlement], total, at: local }),
  }
}

/** By register and document: the order of the fiscal memory. */
export const byDocument = (one: ExportRow, other: ExportRow): number =>
  one.register.localeCompare(other.register) || one.fn.localeCompare(other.fn) || one.fd - other.fd

/** Receipt numbers that are missing among the rows of one shift: receipts that another program printed, or that a lost index hides. */
export function missingNumbers(rows: readonly ExportRow[]): number[] {
  const there = new Set(rows.map(({ receiptNumber }) => receiptNumber))
  const most = Math.max(0, ...there)
  return Array.from({ length: most }, (_, at) => at + 1).filter((number) => !there.has(number))
}
