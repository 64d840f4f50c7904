import type { ReceiptWitness } from '../../drivers/ffd/document.ts'
import { formatKopecks, parseKopecks } from '../../drivers/money.ts'
import { isMark, markOf } from '../record/identity.ts'
import { documentToJson } from '../record/receipt-json.ts'
import type { ReceiptEvent, ReceiptRecord, Tried } from '../record/record.ts'
import { DecisionRefused, otherwise } from './decision-refused.ts'
import type { Sight } from './sight.ts'

/** What a decision does to the receipt. */
export interface Ruling {
  readonly event: ReceiptEvent
  /** What the register showed, in Russian. */
  readonly evidence: string
  /** The document carries the receipt's own mark. */
  readonly bearsMark?: boolean
}

/** The attempts to print the receipt; undefined when there were none, or it has ended. */
export const triedOf = ({ state }: ReceiptRecord): Tried | undefined => ('tried' in state ? state.tried : undefined)

async function readReceipt({ register, signal }: Sight, number: number): Promise<ReceiptWitness | undefined> {
  const witness = await register.witness(number, signal)
  return witness !== 'none' && witness.kind === 'receipt' ? witness : undefined
}

/** Rules that the receipt is the document. Throws DecisionRefused when the fiscal memory speaks against it, and RegisterError. */
export async function ruleDocument(record: ReceiptRecord, number: number, sight: Sight): Promise<Ruling> {
  const witness = await readReceipt(sight, number)
  if (witness === undefined) {
    throw new DecisionRefused(`В накопителе кассы документ ФД ${number} не чек или не читается. ${otherwise}`)
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

const bearsItsMark = ({ uuid }: ReceiptRecord, { marks }: ReceiptWitness): boolean => marks.includes(markOf(uuid))

function requireOwnMark({ uuid }: ReceiptRecord, { document, marks }: ReceiptWitness): void {
  const foreign = marks.filter(isMark).find((mark) => mark !== markOf(uuid))
  if (foreign === undefined) return
  throw new DecisionRefused(`Документ ФД ${document.number} несёт метку другого чека (${foreign}). ${otherwise}`)
}

/** Throws DecisionRefused when the document is older than the first attempt, or on another FN and without the receipt's mark. */
function requireOwnTime(record: ReceiptRecord, witness: ReceiptWitness): void {
  const baseline = triedOf(record)?.baseline
  if (baseline === undefined) return
  const { fn, number } = witness.document
  if (fn === baseline.fn ? number > baseline.lastDocument : bearsItsMark(record, witness)) return
  throw new DecisionRefused(`Документ ФД ${number} сделан не в той кассе или раньше этого чека. ${otherwise}`)
}

/** Throws DecisionRefused when a document without the receipt's mark has another settlement or sum. */
function requireSameSale(record: ReceiptRecord, witness: ReceiptWitness): void {
  const { receipt } = record
  const { document } = witness
  if (receipt === null || bearsItsMark(record, witness)) return
  if (receipt.settlement !== document.settlement || parseKopecks(receipt.total) !== document.total) {
    throw new DecisionRefused(
      `Документ ФД ${document.number} не похож на этот чек: другой признак расчёта или сумма (${formatKopecks(document.total)} ₽ вместо ${receipt.total} ₽). ${otherwise}`,
    )
  }
}
