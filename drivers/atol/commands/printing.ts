/** Paper, drawer and sound (protocol 4.10). */
import { constant, fixedBytes, reserved, restBytes, restText, u8 } from './codec.ts'
import { command } from './command.ts'

/** At most the characters of a line. */
export const printLine = command({
  name: 'printLine',
  code: 0x4c,
  effect: 'write',
  request: { text: restText(64) },
})

export const printField = command({
  name: 'printField',
  code: 0x87,
  effect: 'write',
  request: {
    flags: u8,
    printer: u8,
    font: u8,
    vertical: u8,
    spacing: u8,
    brightness: u8,
    receiptTape: u8,
    journalTape: u8,
    format: u8,
    reserved: reserved(2),
    text: restText(64),
  },
})

export const printCliche = command({ name: 'printCliche', code: 0x6c, effect: 'write' })
/** In mode 2. */
export const printFooter = command({ name: 'printFooter', code: 0x73, effect: 'write' })

/** `kind`: 0 full, 1 partial. */
export const cutPaper = command({ name: 'cutPaper', code: 0x75, effect: 'write', request: { kind: u8 } })

export const openDrawer = command({ name: 'openDrawer', code: 0x80, effect: 'write' })

export const beep = command({ name: 'beep', code: 0x47, effect: 'write' })

/** Type 1 makes a serial port drop to 4800 baud until the next start. */
export const printDemo = command({
  name: 'printDemo',
  code: 0x82,
  effect: 'write',
  timeoutMs: 40_000,
  request: { printer: constant(1), type: u8, zero: constant(0) },
})

/** QR is type 0, with bit 7 set when more data follows by `continueBarcode`. */
export const printBarcode = command({
  name: 'printBarcode',
  code: 0xc1,
  effect: 'write',
  request: {
    type: u8,
    align: u8,
    width: u8,
    version: fixedBytes(2),
    options: fixedBytes(2),
    correction: u8,
    rows: u8,
    columns: u8,
    proportions: fixedBytes(2),
    pixelProportions: fixedBytes(2),
    data: restBytes,
  },
})

export const continueBarcode = command({
  name: 'continueBarcode',
  code: 0xc2,
  effect: 'write',
  request: { last: u8, data: restBytes },
})
