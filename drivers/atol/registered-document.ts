/** Proof and attributes of a receipt whose 4Ah succeeded (promise, rule 6). */
import { contentOfReceipt } from '../ffd/content.ts'
import { differences, differenceText } from '../ffd/content-comparison.ts'
import { type ReceiptWitness, toWitness, type Witness } from '../ffd/document.ts'
import type { FiscalReceipt } from '../ffd/receipt.ts'
import type { Baseline } from '../register.ts'
import { RegisterError } from '../register-error.ts'
import { type AnswersOf, call } from './call.ts'
import { receiptTypes } from './commands/receipt.ts'
import { lastReceipt } from './commands/registers.ts'
import type { Device } from './device.ts'
import { askThenRead, readPatiently } from './stored-document.ts'

const unproven = (message: string): RegisterError => new RegisterError('STATE', 'unknown', message)

const questions = [call(lastReceipt, {})] as const
type Answers = AnswersOf<typeof questions>

interface Read {
  readonly answers: Answers
  readonly witness: Witness
}

/** A line that breaks is made anew: nothing is written here. Throws RegisterError when the document is there but cannot be read. */
async function readBack(device: Device, { serial, fn }: Baseline, number: number, items: number): Promise<Read> {
  const { session, clock, log, zone, tagForecast } = device
  const read = async (): Promise<Read | RegisterError> => {
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
      const witness = toWitness(stored, zone)
      if (witness.kind === 'unreadable') return unproven(`document ${number} is not whole`)
      return { answers, witness }
    } catch (error) {
      if (!(error instanceof RegisterError)) throw error
      log.warn({ err: error, fn, document: number }, 'the registered receipt could not be read back')
      return error
    }
  }
  const answer = await readPatiently(clock, read)
  if (answer instanceof Error) throw answer
  return answer
}

/**
 * The document, once register 51 shows the expected one and the fiscal memory holds it with our mark and what was sent. Throws
 * RegisterError with outcome `unknown` otherwise, so that the fence decides: a document that cannot be read proves nothing.
 */
export async function registeredDocument(
  device: Device,
  receipt: FiscalReceipt,
  baseline: Baseline,
): Promise<ReceiptWitness> {
  const number = baseline.lastDocument + 1
  const { answers, witness } = await readBack(device, baseline, number, receipt.items.length)
  const [last] = answers
  if (last.document !== number || last.type !== receiptTypes[receipt.settlement] || last.sum !== receipt.total) {
    throw unproven(`last receipt is document ${last.document}, type ${last.type}, sum ${last.sum}; expected ${number}`)
  }
  if (witness.kind !== 'receipt') throw unproven(`document ${number} is ${witness.kind}`)
  const { marks, content } = witness
  // A register that keeps no mark at all is believed by the lines and by its own word that it has just closed this receipt.
  if (marks.length > 0 && !marks.includes(receipt.mark.text)) {
    throw unproven(`document ${number} has the marks ${marks.join(', ')}, not ${receipt.mark.text}`)
  }
  const { ffd } = (await device.profile(await device.session.line())).identity
  const found = differences(contentOfReceipt(receipt, ffd), content)
  if (found.length > 0) throw unproven(`document ${number} differs from what was sent: ${differenceText(found)}`)
  return witness
}
