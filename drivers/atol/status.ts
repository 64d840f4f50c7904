import { exists, instantOf, type LocalTime, type Zone } from '../ffd/local-time.ts'
import type { Baseline, FnWarning, PrinterTrouble, RegisterStatus } from '../register.ts'
import { call } from './call.ts'
import type { ReplyOf } from './commands/command.ts'
import { fnPhases, readFnStatus, readOfdExchange, readShift, readValidity } from './commands/fiscal-memory.ts'
import { shiftState, shiftStates } from './commands/registers.ts'
import { readCash, readMode, readState } from './commands/state.ts'
import type { Device } from './device.ts'
import type { Line } from './line.ts'
import { isOpen } from './open-receipt.ts'

type PrinterFlags = ReplyOf<typeof readMode>['flags']

const troubles: readonly (readonly [keyof PrinterFlags, PrinterTrouble])[] = [
  ['noPrinterLink', 'no-link'],
  ['mechanicalError', 'mechanical'],
  ['cutterError', 'cutter'],
  ['overheat', 'overheated'],
  ['paperJam', 'paper-jam'],
  ['presenterError', 'presenter'],
]

type FnStatusWarnings = ReplyOf<typeof readFnStatus>['warnings']

const warnings: readonly (readonly [keyof FnStatusWarnings, FnWarning])[] = [
  ['replaceUrgently', 'replace-urgently'],
  ['keysExpire', 'keys-expire-in-30-days'],
  ['memoryNearlyFull', 'memory-90-percent'],
  ['ofdOverdue', 'ofd-overdue'],
  ['critical', 'critical'],
]

const paperOf = (flags: PrinterFlags): RegisterStatus['paper'] => {
  if (flags.noPaper) return 'out'
  return flags.paperLow ? 'low' : 'present'
}

const shiftNames = {
  [shiftStates.closed]: 'closed',
  [shiftStates.open]: 'open',
  [shiftStates.expired]: 'expired',
} as const

const dayMs = 86_400_000

const two = (value: number): string => String(value).padStart(2, '0')

/** Only reads. Throws RegisterError. */
export async function readStatus(line: Line, zone: Zone, signal?: AbortSignal): Promise<RegisterStatus> {
  const [state, printer, shift, numbers, cash, fn, validity, ofd] = await line.askAll(
    [
      call(readState, {}),
      call(readMode, {}),
      call(shiftState, {}),
      call(readShift, {}),
      call(readCash, {}),
      call(readFnStatus, {}),
      call(readValidity, {}),
      call(readOfdExchange, {}),
    ],
    signal,
  )
  const instant = (local: LocalTime): number | undefined => (exists(local) ? instantOf(local, zone) : undefined)
  const clock = instant(state.clock) ?? 0
  const name = shiftNames[shift.state as keyof typeof shiftNames] ?? (numbers.open ? 'open' : 'closed')
  const at = instant(shift.at)
  // Some firmware shows the latest closing time instead of the opening.
  const openedAt = at === undefined || at <= clock ? at : at - dayMs
  const oldestAt = ofd.unsent === 0 ? undefined : instant(ofd.firstUnsentAt)
  const { year, month, day } = validity.expires
  return {
    clock,
    paper: paperOf(printer.flags),
    cover: state.flags.coverOpen ? 'open' : 'closed',
    printer: troubles.filter(([flag]) => printer.flags[flag]).map(([, trouble]) => trouble),
    shift: {
      state: name,
      number: numbers.shift,
      ...(name !== 'closed' && openedAt !== undefined && { openedAt }),
    },
    receiptOpen: isOpen(state),
    cash: cash.sum,
    fn: {
      number: fn.fn,
      fiscal: fn.phase === fnPhases.fiscal,
      expires: `${year}-${two(month)}-${two(day)}`,
      warnings: warnings.filter(([flag]) => fn.warnings[flag]).map(([, warning]) => warning),
      lastDocument: fn.lastDocument,
    },
    ofd: { unsent: ofd.unsent, ...(oldestAt !== undefined && { oldestAt }) },
  }
}

/** Throws RegisterError. */
export async function readBaseline(device: Device, signal?: AbortSignal): Promise<Baseline> {
  const line = await device.session.line(signal)
  const [fn, shift] = await line.askAll([call(readFnStatus, {}), call(readShift, {})], signal)
  return {
    serial: device.session.serial,
    fn: fn.fn,
    lastDocument: fn.lastDocument,
    shift: { open: shift.open, number: shift.shift },
  }
}
