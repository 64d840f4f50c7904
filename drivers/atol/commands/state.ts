/** What the register is and how it is (protocol 4.4). */
import { ascii, bcd, bcdDigits, bcdMoney, bits, money32, restText, u8, u16be } from './codec.ts'
import { command } from './command.ts'
import { bcdYearFirst } from './dates.ts'

/** Bits of byte 9 of 3Fh. Bit 2 also stands for the presenter; bit 7 is read the other way round by some sources. */
export const stateFlags = {
  fiscalised: 0,
  shiftOpen: 1,
  drawerClosed: 2,
  paperPresent: 3,
  coverOpen: 5,
  fnActivated: 6,
  batteryAbsent: 7,
} as const

export const readState = command({
  name: 'readState',
  code: 0x3f,
  effect: 'read',
  head: 'state',
  reply: {
    cashier: bcd(1),
    hall: u8,
    clock: bcdYearFirst,
    flags: bits(stateFlags),
    serial: bcdDigits(4),
    model: u8,
    version: ascii(2),
    /** See `modeNames`. */
    mode: u8,
    /** Number of the last closed receipt + 1. */
    receiptNumber: bcd(2),
    /** The current shift is this one + 1. */
    lastClosedShift: bcd(2),
    /** 0 closed, else a wire receipt type. */
    receiptState: u8,
    /** Running sum of the open receipt. */
    sum: money32,
    decimalPoint: u8,
    /** 1 RS-232, 4 USB, 5 Bluetooth, 6 Ethernet, 7 WiFi. */
    port: u8,
  },
})

/** Bits of the second byte of 45h. */
export const printerFlags = {
  noPaper: 0,
  noPrinterLink: 1,
  mechanicalError: 2,
  cutterError: 3,
  overheat: 4,
  paperJam: 5,
  presenterError: 6,
  paperLow: 7,
} as const

/** Byte 1 of the reply is the mode, not an error. Used to poll long operations, every 500 ms. */
export const readMode = command({
  name: 'readMode',
  code: 0x45,
  effect: 'read',
  head: 'flags',
  reply: { mode: u8, flags: bits(printerFlags) },
})

/** The reply begins with the error byte, without 55h. */
export const readDeviceType = command({
  name: 'readDeviceType',
  code: 0xa5,
  effect: 'read',
  head: 'bare',
  reply: {
    protocol: u8,
    /** 1 is a fiscal register. */
    type: u8,
    model: u8,
    modeFlags: u16be,
    major: bcd(1),
    minor: bcd(1),
    language: bcd(1),
    build: bcd(2),
    name: restText(64),
  },
})

/** `source`: 1 firmware of the processor, 3 boot loader, 91h internal build of online registers. */
export const readVersion = command({
  name: 'readVersion',
  code: 0x9d,
  effect: 'read',
  request: { source: u8 },
  reply: { major: bcd(1), minor: bcd(1), language: bcd(1), build: bcd(2) },
})

export const readCash = command({
  name: 'readCash',
  code: 0x4d,
  effect: 'read',
  head: 'cash',
  reply: { sum: bcdMoney(7) },
})

export const readLastShiftTotals = command({
  name: 'readLastShiftTotals',
  code: 0x58,
  effect: 'read',
  reply: { income: bcdMoney(7), expense: bcdMoney(7) },
})

/** The error that locked the register, in mode 7.15 only: here the error byte is the answer. */
export const readLastError = command({
  name: 'readLastError',
  code: 0xb3,
  effect: 'read',
  head: 'flags',
  reply: { code: u8, extended: u8 },
})
