/** Registers, 91h (protocol 4.7): the raw command, and a typed one for every register whose layout is known. */
import { Writer } from '../../bytes.ts'
import {
  type AnyFields,
  ascii,
  bcd,
  bcdDigits,
  bcdMoney,
  bcdNumeral,
  byteOrZero,
  type Codec,
  flag,
  restBytes,
  tail,
  u8,
  u16be,
  type Values,
  writeFields,
} from './codec.ts'
import { type Command, command } from './command.ts'
import { bcdDate, bcdDayFirst, bcdDayFirstMinutes } from './dates.ts'

const code = 0x91
const timeoutMs = 45_000

/** Any register, its value as bytes. `p1` is mostly a wire receipt type, `p2` a form of payment or a section. */
export const readRegister = command({
  name: 'readRegister',
  code,
  effect: 'read',
  timeoutMs,
  request: { register: u8, p1: u8, p2: u8 },
  reply: { value: restBytes },
})

/** Two parameters, zero where the register has none. */
type Parameters = { readonly p1: Codec<number | undefined>; readonly p2: Codec<number | undefined> }

/** The reading of one register as a command of its own. */
export interface RegisterCommand<A extends AnyFields> extends Command<Parameters, A> {
  readonly register: number
}

const register = <A extends AnyFields>(name: string, number: number, reply: A): RegisterCommand<A> => ({
  ...command({
    name,
    code: [code, number],
    effect: 'read',
    timeoutMs,
    request: { p1: byteOrZero, p2: byteOrZero },
    reply,
  }),
  register: number,
})

/** The bytes of a register's value. Throws LayoutError. */
export function encodeRegister<A extends AnyFields>({ reply }: RegisterCommand<A>, values: Values<A>): Uint8Array {
  const writer = new Writer()
  writeFields(reply, values, writer)
  return writer.done()
}

/** Sum of the shift's payments: `p1` wire receipt type, `p2` form. */
export const paymentsSum = register('paymentsSum', 3, { sum: bcdMoney(6) })
/** Receipts of the shift: `p1` wire receipt type. */
export const receiptCount = register('receiptCount', 6, { count: bcd(2) })
export const cashInDrawer = register('cashInDrawer', 10, { sum: bcdMoney(7) })
/** Takings of the shift; `negative`: more was paid back than taken in. */
export const takings = register('takings', 11, { negative: flag, sum: bcdMoney(6) })
/** Day first, as in all registers; one source only. */
export const clockTime = register('clockTime', 17, { clock: bcdDayFirst })
/** `state`: 0 closed, 1 open, 2 open for over 24 h. `at`: last closing, or opening (some firmware: the latest closing time). */
export const shiftState = register('shiftState', 18, { state: u8, at: bcdDayFirst })
/** `receipt`: state and number as in 3Fh. `document`: continuous, of any kind. */
export const progress = register('progress', 19, {
  mode: u8,
  receiptState: u8,
  receiptNumber: bcd(2),
  document: bcd(4),
})
/** Running sum of the open receipt. */
export const receiptSum = register('receiptSum', 20, { sum: bcdMoney(5) })

/** Seven bytes in online registers, four in older ones: as many as there are. */
const serialDigits: Codec<string> = {
  read: (reader) => bcdDigits(reader.remaining).read(reader),
  write: (writer, value) => bcdDigits(7).write(writer, value),
}
/** Serial number (1013), with leading zeros. */
export const serialNumber = register('serialNumber', 22, { serial: serialDigits })
/** Widths of the paper, in characters and dots: of the receipt, then of two printers that hardly any register has. */
export const printSettings = register('printSettings', 24, {
  charactersPerLine: bcd(1),
  dotsPerLine: bcd(2),
  more: restBytes,
})
/** The registration: INN, the last ten digits of the RNM, its day; the two bytes between are taken for how many there were. */
export const registrationData = register('registrationData', 27, {
  inn: bcdDigits(6),
  registrationNumber: bcdDigits(5),
  registrations: bcd(2),
  day: bcdDate,
})
/** The fiscal memory: the last eight digits of its number, its day, two bytes more. Before the FN that was the ЭКЛЗ. */
export const memoryData = register('memoryData', 28, { number: bcdDigits(4), day: bcdDate, unknown: tail(2) })
/** Total since registration: `p1` wire receipt type. */
export const grandTotal = register('grandTotal', 40, { sum: bcdMoney(7) })
/** Documents not sent to the OFD. */
export const unsentDocuments = register('unsentDocuments', 44, { count: bcd(3) })
/** Expected only; `readFnNumber` is the proven way. */
export const fnNumber = register('fnNumber', 47, { fn: ascii(16) })
/** The last receipt. After a failed closing it is still the one before: compare the document number. */
export const lastReceipt = register('lastReceipt', 51, {
  document: bcd(5),
  /** Wire receipt type. */
  type: u8,
  sum: bcdMoney(7),
  at: bcdDayFirstMinutes,
  /** Fiscal sign (1077), decimal. */
  sign: bcdNumeral(5),
  unknown: tail(3),
})
/** The last document of any kind; where its time and sign stand is not known. */
export const lastDocument = register('lastDocument', 52, { document: bcd(5), more: restBytes })
/** Receipt number in the shift, expected only, and the shift number. */
export const fnShift = register('fnShift', 53, { receipt: bcd(3), shift: bcd(3), more: restBytes })
/** Values as of tag 1209: 2, 3, 4. */
export const ffdVersions = register('ffdVersions', 54, { register: u8, fn: u8, unknown: tail(4) })
/** What is behind error EEh: the command, the code (see `extendedErrors`), and for 0206h the missing tag, big-endian. */
export const extendedError = register('extendedError', 55, { command: u16be, code: u16be, details: restBytes })

/** Every register with a known layout, by number. */
export const registers: ReadonlyMap<number, RegisterCommand<AnyFields>> = new Map(
  [
    paymentsSum,
    receiptCount,
    cashInDrawer,
    takings,
    clockTime,
    shiftState,
    progress,
    receiptSum,
    serialNumber,
    printSettings,
    registrationData,
    memoryData,
    grandTotal,
    unsentDocuments,
    fnNumber,
    lastReceipt,
    lastDocument,
    fnShift,
    ffdVersions,
    extendedError,
  ].map((one) => [one.register, one as unknown as RegisterCommand<AnyFields>]),
)

/** State byte of register 18: the register itself knows when 24 hours are over (protocol 4.7). */
export const shiftStates = { closed: 0, open: 1, expired: 2 } as const
