import type { FiscalDocument } from '../../../drivers/ffd/document.ts'
import type { Language } from '../../base/language.ts'
import { type Problem, problemText } from './problem.ts'

/** Bodies of the answers, always sent with status 200 (bitrix24-contract 2, 3). */
export interface Accepted {
  readonly UUID: string
}
export interface Refused {
  readonly ERRORS: readonly string[]
}
export interface Waiting {
  readonly STATUS: 'WAIT'
}
export interface Failed {
  readonly STATUS: 'ERROR'
  readonly ERROR: string
}
export interface Done {
  readonly STATUS: 'DONE'
  readonly UUID: string
  readonly REG_NUMBER_KKT: string
  readonly FISCAL_DOC_ATTR: string
  readonly FISCAL_DOC_NUMBER: number
  readonly FISCAL_RECEIPT_NUMBER: number
  readonly FN_NUMBER: string
  readonly SHIFT_NUMBER: number
  /** Unix seconds. */
  readonly PRINT_END_TIME: number
}

export const accepted = (uuid: string): Accepted => ({ UUID: uuid })

/** Half a surrogate pair makes PHP reject the whole answer, which then counts as printed (bitrix24-contract 3). */
const wellFormed = (text: string): string => Buffer.from(text).toString()

/** ERRORS must be an array that is not empty: anything else reads as success. */
export const refused = (problems: readonly Problem[], language: Language): Refused => ({
  ERRORS: problems.map((one) => wellFormed(problemText(one, language))),
})

export const waiting: Waiting = { STATUS: 'WAIT' }

/** Only for a receipt whose record says `refused` (promise, rule 11). */
export const failed = (text: string): Failed => ({ STATUS: 'ERROR', ERROR: wellFormed(text) })

export const done = (uuid: string, document: DoneDocument): Done => ({
  STATUS: 'DONE',
  UUID: uuid,
  REG_NUMBER_KKT: document.registrationNumber,
  FISCAL_DOC_ATTR: document.sign,
  FISCAL_DOC_NUMBER: document.number,
  FISCAL_RECEIPT_NUMBER: document.receiptNumber,
  FN_NUMBER: document.fn,
  SHIFT_NUMBER: document.shift,
  PRINT_END_TIME: document.at,
})

/** What DONE says of a document. */
export type DoneDocument = Pick<
  FiscalDocument,
  'fn' | 'number' | 'sign' | 'registrationNumber' | 'shift' | 'receiptNumber' | 'at'
>

/** For a request of which not even the kind is known: PRINT reads ERRORS, CHECK reads STATUS. */
export const unknownKind = (problem: Problem, language: Language): Waiting & Refused => ({
  ...waiting,
  ...refused([problem], language),
})
