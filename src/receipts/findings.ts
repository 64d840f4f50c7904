import { witnessOf } from '../../drivers/ffd/document.ts'
import { formatKopecks, parseKopecks } from '../../drivers/money.ts'
import type { ReceiptWitness } from '../../drivers/register.ts'
import { DecisionRefused } from './decision-refused.ts'
import { isMark, markOf } from './identity.ts'
import { type DocumentJson, documentToJson } from './receipt-json.ts'
import type { ReceiptEvent, ReceiptRecord, Tried } from './record.ts'
import type { Blind, Sight } from './sight.ts'

/** The event of a decision, and what the register showed when it was taken. */
export interface Finding {
  readonly event: ReceiptEvent
  readonly evidence: string
  readonly attested?: boolean
  /** The document carries the receipt's own mark. */
  readonly bearsMark?: boolean
}

/** Attempts that a receipt whose fate is open has behind it. */
export const triedOf = ({ state }: ReceiptRecord): Tried | undefined => ('tried' in state ? state.tried : undefined)

async function readReceipt({ register, zone, signal }: Sight, number: number): Promise<ReceiptWitness | undefined> {
  const witness = witnessOf(number, await register.readDocument(number, signal), zone)
  return witness.kind === 'receipt' ? witness : undefined
}

/** The document that a person says is the receipt, when nothing in the fiscal memory speaks against it. Throws DecisionRefused. */
export async function findDocument(record: ReceiptRecord, number: number, sight: Sight): Promise<Finding> {
  const witness = await readReceipt(sight, number)
  if (witness === undefined) {
    throw new DecisionRefused(`В накопителе кассы документ ФД ${number} не чек или не читается.`)
  }
  requireOwnMark(record, witness)
  requireOwnTime(record, witness)
  requireSameSale(record, witness)
  const { document } = witness
  return {
    event: { type: 'registered', document: documentToJson(document), proof: 'person' },
    evidence: `ФН ${document.fn}, ФД ${number}, ${formatKopecks(document.total)} ₽`,
    bearsMark: bearsItsMark(record, witness),
  }
}

/** What can be read is not typed: the fiscal memory knows better. Throws DecisionRefused. */
export async function requireUnreadable({ fn, number }: DocumentJson, sight: Sight | Blind): Promise<void> {
  if (sight instanceof Error || sight.baseline.fn !== fn) return
  if (number <= sight.baseline.lastDocument && (await readReceipt(sight, number)) === undefined) return
  throw new DecisionRefused(
    `Накопитель ${fn} стоит в кассе, и документ ФД ${number} спрашивают у него: укажите номер документа, реквизиты мост прочитает сам.`,
  )
}

const bearsItsMark = ({ uuid }: ReceiptRecord, { marks }: ReceiptWitness): boolean => marks.includes(markOf(uuid))

function requireOwnMark({ uuid }: ReceiptRecord, { document, marks }: ReceiptWitness): void {
  const foreign = marks.filter(isMark).find((mark) => mark !== markOf(uuid))
  if (foreign === undefined) return
  throw new DecisionRefused(`Документ ФД ${document.number} несёт метку другого чека (${foreign}).`)
}

/** Of an FN that came after the first attempt only the mark tells whose a document is. */
function requireOwnTime(record: ReceiptRecord, witness: ReceiptWitness): void {
  const baseline = triedOf(record)?.baseline
  if (baseline === undefined) return
  const { fn, number } = witness.document
  if (fn === baseline.fn ? number > baseline.lastDocument : bearsItsMark(record, witness)) return
  throw new DecisionRefused(`Документ ФД ${number} сделан не в той кассе или раньше этого чека.`)
}

/** A document without our mark is ours only when a person says so *and* it is the same sale. */
function requireSameSale(record: ReceiptRecord, witness: ReceiptWitness): void {
  const { receipt } = record
  const { document } = witness
  if (receipt === null || bearsItsMark(record, witness)) return
  if (receipt.settlement !== document.settlement || parseKopecks(receipt.total) !== document.total) {
    throw new DecisionRefused(
      `Документ ФД ${document.number} не похож на этот чек: другой признак расчёта или сумма (${formatKopecks(document.total)} ₽ вместо ${receipt.total} ₽).`,
    )
  }
}

const printed = (number: number): DecisionRefused =>
  new DecisionRefused(
    `Чек напечатан: в накопителе есть документ ФД ${number} с его меткой. Решите, что чек — этот документ.`,
  )

/** Nothing of this receipt may be in the fiscal memory since its first attempt. Throws DecisionRefused. */
export async function findNothing(record: ReceiptRecord, sight: Sight): Promise<Finding> {
  const tried = triedOf(record)
  if (tried === undefined) return { event: notPrinted(record), evidence: 'попыток печати не записано, метки нет' }
  const { register, onProgress, signal } = sight
  const mark = markOf(record.uuid)
  const evidence = await register.evidence({ baseline: tried.baseline, mark, closing: true, onProgress, signal })
  if (evidence.fn !== tried.baseline.fn) {
    throw new DecisionRefused(
      'В кассе другой накопитель: проверить нечего. Решить можно только под вашу ответственность.',
    )
  }
  const ours = evidence.documents.find((witness) => witness.kind === 'receipt' && witness.marks.includes(mark))
  if (ours?.kind === 'receipt') throw printed(ours.document.number)
  return {
    event: notPrinted(record),
    evidence: `ФН ${evidence.fn}, последний ФД ${evidence.lastDocument}, своего нет`,
  }
}

const notPrintedText = 'Чек не зарегистрирован: так решил оператор, сверившись с кассой.'

/** The end of a receipt that a person found nowhere. */
export function notPrinted({ state }: ReceiptRecord): ReceiptEvent {
  const refused = { code: 'NOT_PRINTED', text: notPrintedText }
  return state.name === 'printing'
    ? { type: 'not-registered', end: { kind: 'refused', ...refused } }
    : { type: 'refuse', ...refused }
}
