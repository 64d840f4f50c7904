/** Proof and attributes of a receipt whose 4Ah succeeded (promise, rule 6). */
import { LayoutError } from '../bytes.ts'
import { marksOf, toFiscalDocument } from '../ffd/document.ts'
import { instantOf } from '../ffd/local-time.ts'
import type { Baseline, FiscalDocument, FiscalReceipt } from '../register.ts'
import { RegisterError } from '../register-error.ts'
import { call } from './call.ts'
import { readShift } from './commands/fiscal-memory.ts'
import { receiptTypes } from './commands/receipt.ts'
import { lastReceipt } from './commands/registers.ts'
import type { Device } from './device.ts'
import type { Line } from './line.ts'
import { readStored } from './stored-document.ts'

interface Read {
  readonly document: FiscalDocument
  readonly marks: readonly string[]
}

const unproven = (message: string): RegisterError => new RegisterError('STATE', 'unknown', message)

/** The document is there but cannot be read: its attributes come from elsewhere, without the seconds of 1012. */
async function tryRead(device: Device, line: Line, fn: string, number: number): Promise<Read | undefined> {
  try {
    const stored = await readStored(line, fn, number)
    return stored && { document: toFiscalDocument(stored, device.zone), marks: marksOf(stored.tags) }
  } catch (error) {
    if (!(error instanceof RegisterError || error instanceof LayoutError)) throw error
    device.log.warn({ err: error, fn, document: number }, 'the registered receipt could not be read back')
    return undefined
  }
}

/** Throws RegisterError with outcome `unknown` unless register 51 shows exactly the expected document. */
export async function registeredDocument(
  device: Device,
  line: Line,
  receipt: FiscalReceipt,
  baseline: Baseline,
): Promise<FiscalDocument> {
  const [last, shift] = await line.askAll([call(lastReceipt, {}), call(readShift, {})])
  const number = baseline.lastDocument + 1
  if (last.document !== number || last.type !== receiptTypes[receipt.settlement] || last.sum !== receipt.total) {
    throw unproven(`last receipt is document ${last.document}, type ${last.type}, sum ${last.sum}; expected ${number}`)
  }
  const read = await tryRead(device, line, baseline.fn, number)
  if (read === undefined) {
    const { registrationNumber } = (await device.profile(line)).identity
    return {
      fn: baseline.fn,
      number,
      sign: last.sign,
      registrationNumber,
      shift: shift.shift,
      receiptNumber: shift.receipt,
      at: Math.floor(instantOf(last.at, device.zone) / 1000),
      settlement: receipt.settlement,
      total: receipt.total,
    }
  }
  const { document, marks } = read
  if (
    document.settlement !== receipt.settlement ||
    document.total !== receipt.total ||
    (marks.length > 0 && !marks.includes(receipt.mark.text))
  ) {
    throw unproven(`document ${number} is ${document.settlement}, ${document.total}, marks ${marks.join(', ')}`)
  }
  return document
}
