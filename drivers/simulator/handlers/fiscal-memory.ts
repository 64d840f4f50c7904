import {
  findDocumentTlv,
  fnPhases,
  readFnNumber,
  readFnStatus,
  readNextTlv,
  readShift,
} from '../../atol/commands/fiscal-memory.ts'
import { localOfSeconds } from '../../ffd/local-time.ts'
import { refusals } from '../errors.ts'
import { type Handler, on } from '../handler.ts'
import type { Machine } from '../machine.ts'
import { Refusal } from '../refusal.ts'

/** The FN does not answer at all (error 210). */
function checkAnswers(machine: Machine): void {
  if (machine.is('fn-exchange')) throw new Refusal(refusals.fnExchange)
}

/** One TLV after the other, a long one in pieces: how A4 46 hands a document out. */
function* pieces(tlv: Uint8Array, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(tlv)
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt16LE(at + 2)
    for (; at < end; at += Math.min(size, end - at)) yield tlv.slice(at, Math.min(at + size, end))
  }
}

export const fiscalMemoryHandlers: readonly Handler[] = [
  on(readShift, {}, (machine) => {
    checkAnswers(machine)
    const { open, number, receipts } = machine.counters.shift
    return { open, shift: number, receipt: receipts }
  }),
  on(readFnStatus, {}, (machine) => {
    checkAnswers(machine)
    return {
      phase: machine.is('fn-closed') ? fnPhases.postFiscal : fnPhases.fiscal,
      currentDocument: 0,
      documentData: false,
      shiftOpen: machine.counters.shift.open,
      warnings: {
        replaceUrgently: machine.is('fn-replace'),
        keysExpire: machine.is('fn-keys-30-days'),
        memoryNearlyFull: machine.is('fn-memory-90'),
        ofdOverdue: machine.is('fn-ofd-overdue') || machine.is('ofd-30-days'),
        critical: machine.is('fn-critical'),
      },
      lastDocumentAt: localOfSeconds(machine.counters.lastAt),
      fn: machine.registration.fn,
      lastDocument: machine.memory.last,
    }
  }),
  on(readFnNumber, {}, (machine) => {
    checkAnswers(machine)
    return { fn: machine.registration.fn }
  }),
  on(findDocumentTlv, {}, (machine, { document }) => {
    checkAnswers(machine)
    const record = machine.memory.get(document)
    if (record === undefined) throw new Refusal(refusals.fnNoData)
    machine.cursor = [...pieces(record.tlv, machine.settings.chunkBytes)]
    return { code: record.code, length: record.tlv.length }
  }),
  on(readNextTlv, {}, (machine) => {
    checkAnswers(machine)
    const [data, ...rest] = machine.cursor
    if (data === undefined) throw new Refusal(refusals.fnNoData)
    machine.cursor = rest
    return { data }
  }),
]
