/** Proof and attributes of a receipt whose 4Ah succeeded (promise, rule 6). */
import { LayoutError } from '../bytes.ts'
import type { FiscalDocument } from '../ffd/document.ts'
import { marksOf, toFiscalDocument } from '../ffd/document.ts'
import { instantOf } from '../ffd/local-time.ts'
import type { FiscalReceipt } from '../ffd/receipt.ts'
import type { Baseline } from '../register.ts'
import { RegisterError } from '../register-error.ts'
import { type AnswersOf, call } from './call.ts'
import { readShift } from './commands/fiscal-memory.ts'
import { receiptTypes } from './commands/receipt.ts'
import { lastReceipt } from './commands/registers.ts'
import type { Device } from './device.ts'
import { askThenRead, readPatiently } from './stored-document.ts'

const unproven = (message: string): RegisterError => new RegisterError('STATE', 'unknown', message)

const questions = [call(lastReceipt, {}), call(readShift, {})] as const
type Answers = AnswersOf<typeof questions>

interface Read {
  readonly answers: Answers
  readonly document: FiscalDocument
  readonly marks: readonly string[]
}

/**
 * Undefined when the document is there but cannot be read: its attributes then come from elsewhere. A line that breaks is
 * made anew: nothing is written here.
 */
async function tryRead(
  device: Device,
  { serial, fn }: Baseline,
  number: number,
  items: number,
): Promise<Read | undefined> {
  const { session, clock, log, zone, tagForecast } = device
  const read = async (): Promise<Read | Error> => {
    const line = await session.line()
    if (session.serial !== serial) throw unproven(`register ${session.serial} answers now, not ${serial}`)
    try {
      const { answers, stored } = await askThenRead(line, questions, {
        fn,
        number,
        expectedTags: tagForecast.expect(items),
      })
      if (stored === undefined) return new RegisterError('NO_DATA', 'unknown', `the FN has no document ${number} yet`)
      tagForecast.learn(items, stored.tags.length)
      return { answers, document: toFiscalDocument(stored, zone), marks: marksOf(stored.tags) }
    } catch (error) {
      if (!(error instanceof RegisterError || error instanceof LayoutError)) throw error
      log.warn({ err: error, fn, document: number }, 'the registered receipt could not be read back')
      return error
    }
  }
  const answer = await readPatiently(clock, read)
  return answer instanceof Error ? undefined : answer
}

/** Throws RegisterError with outcome `unknown` unless register 51 shows exactly the expected document. */
export async function registeredDocument(
  device: Device,
  receipt: FiscalReceipt,
  baseline: Baseline,
): Promise<FiscalDocument> {
  const number = baseline.lastDocument + 1
  const read = await tryRead(device, baseline, number, receipt.items.length)
  const [last, shift] = read?.answers ?? (await (await device.session.line()).askAll(questions))
  if (last.document !== number || last.type !== receiptTypes[receipt.settlement] || last.sum !== receipt.total) {
    throw unproven(`last receipt is document ${last.document}, type ${last.type}, sum ${last.sum}; expected ${number}`)
  }
  if (read === undefined) {
    const { registrationNumber } = (await device.profile(await device.session.line())).identity
    return {
      fn: baseline.fn,
      number,
      sign: last.sign,
      registrationNumber,
      shift: shift.shift,
      receiptNumber: shift.receipt,
      // To the minute: register 51 has no seconds.
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
