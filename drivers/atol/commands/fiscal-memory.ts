/** Commands of the fiscal memory, FN (protocol 4.9): numbers are binary, little-endian. */
import { LayoutError } from '../../bytes.ts'
import { ascii, bits, type Codec, flag, optional, restBytes, u8, u16le, u32le } from './codec.ts'
import { command } from './command.ts'
import { binaryDate, binaryMinutes } from './dates.ts'

const family = 0xa4

/** Phase of the FN's life. */
export const fnPhases = { setup: 0, ready: 1, fiscal: 3, postFiscal: 7, archive: 15 } as const

/** Bits of the warnings byte of A4h 30h. */
export const fnWarnings = {
  replaceUrgently: 0,
  keysExpire: 1,
  memoryNearlyFull: 2,
  ofdOverdue: 3,
  critical: 7,
} as const

export const readShift = command({
  name: 'readShift',
  code: [family, 0x10],
  effect: 'read',
  reply: {
    open: flag,
    /** The open shift, or the last one. */
    shift: u16le,
    /** Receipts made in it. */
    receipt: u16le,
  },
})

export const readFnStatus = command({
  name: 'readFnStatus',
  code: [family, 0x30],
  effect: 'read',
  reply: {
    phase: u8,
    currentDocument: u8,
    documentData: flag,
    shiftOpen: flag,
    warnings: bits(fnWarnings),
    lastDocumentAt: binaryMinutes,
    fn: ascii(16),
    lastDocument: u32le,
  },
})

export const readFnNumber = command({
  name: 'readFnNumber',
  code: [family, 0x31],
  effect: 'read',
  reply: { fn: ascii(16) },
})

export const readValidity = command({
  name: 'readValidity',
  code: [family, 0x32],
  effect: 'read',
  reply: {
    /** Last day of the FN's service. */
    expires: binaryDate,
    registrationsLeft: u8,
    registrationsDone: u8,
  },
})

export const readFnVersion = command({
  name: 'readFnVersion',
  code: [family, 0x33],
  effect: 'read',
  reply: {
    version: ascii(16),
    /** A debug FN is not serial. */
    serial: flag,
  },
})

/** Bits of the status byte of A4h 20h. */
export const ofdStatus = {
  connected: 0,
  messageToSend: 1,
  receiptAwaited: 2,
  commandReceived: 3,
  settingsChanged: 4,
  answerAwaited: 5,
} as const

export const readOfdExchange = command({
  name: 'readOfdExchange',
  code: [family, 0x20],
  effect: 'read',
  reply: {
    status: bits(ofdStatus),
    reading: u8,
    unsent: u16le,
    /** The oldest document not sent, and its time; zeros when there is none. */
    firstUnsent: u32le,
    firstUnsentAt: binaryMinutes,
  },
})

/** What stopped the FN's exchange with the OFD; the form of the data is not known. */
export const readLastOfdErrors = command({
  name: 'readLastOfdErrors',
  code: [family, 0x35],
  effect: 'read',
  request: { block: u8 },
  reply: { blocks: u8, data: restBytes },
})

/** A short form of a document, whose layout is not public. Error 218: the FN has none of that number. */
export const findDocument = command({
  name: 'findDocument',
  code: [family, 0x40],
  effect: 'read',
  request: { document: u32le },
  reply: { data: restBytes },
})

/** The OFD's receipt for a document; its layout is not public. */
export const readOfdReceipt = command({
  name: 'readOfdReceipt',
  code: [family, 0x41],
  effect: 'read',
  request: { document: u32le },
  reply: { data: restBytes },
})

export const countUnconfirmed = command({
  name: 'countUnconfirmed',
  code: [family, 0x42],
  effect: 'read',
  reply: { count: u16le },
})

/** The registration: of the number given, or the last one. */
export const readRegistration = command({
  name: 'readRegistration',
  code: [family, 0x43],
  effect: 'read',
  request: { registration: optional(u8) },
  reply: {
    at: binaryMinutes,
    inn: ascii(12),
    registrationNumber: ascii(20),
    /** Tag 1062. */
    taxSystems: u8,
    modes: u8,
    /** What newer firmware adds; not public. */
    more: restBytes,
  },
})

export interface DocumentHead {
  /** 3 receipt, 31 correction, 2 shift opening … */
  readonly code: number
  /** Bytes of the document's TLVs. */
  readonly length: number
}

/** Sources disagree on the byte order here; no document code passes 255, so its zero byte tells which one it is. */
const documentHead: Codec<DocumentHead> = {
  read(reader) {
    const [first, second, third, fourth] = reader.take(4) as unknown as readonly [number, number, number, number]
    if (first !== 0 && second !== 0) throw new LayoutError(`no document code: ${first} ${second}`)
    return second === 0 ? { code: first, length: third + fourth * 256 } : { code: second, length: third * 256 + fourth }
  },
  write(writer, { code, length }) {
    if (!Number.isInteger(code) || code < 0 || code > 255) throw new LayoutError(`no document code: ${code}`)
    u16le.write(writer, code)
    u16le.write(writer, length)
  },
}

/** Puts the register's one reading cursor at a document. Error 218: the FN has none of that number. */
export const findDocumentTlv = command({
  name: 'findDocumentTlv',
  code: [family, 0x45],
  effect: 'read',
  request: { document: u32le },
  reply: { head: documentHead },
})

/**
 * The next TLV, or a chunk of one (`TlvStream` joins them); error 218 ends the document, or what old firmware gives of it. Not repeatable, though it only
 * reads: it moves the cursor, and a repeat would silently skip a tag. After doubt begin again with `findDocumentTlv`.
 */
export const readNextTlv = command({
  name: 'readNextTlv',
  code: [family, 0x46],
  effect: 'write',
  reply: { data: restBytes },
})

/** The same for the parameters of registration, after `readRegistration`; error 218 ends them. Not repeatable either. */
export const readNextRegistrationTlv = command({
  name: 'readNextRegistrationTlv',
  code: [family, 0x47],
  effect: 'write',
  reply: { data: restBytes },
})
