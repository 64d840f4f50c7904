import type { Reason } from '../../drivers/reason.ts'
import type { Language } from '../base/language.ts'
import { reasonText } from './reason-text.ts'

/** The certain end of a receipt without a document, as its record keeps it: a code, and what Bitrix24's manager is told. */
export interface Refusal {
  readonly code: string
  readonly text: string
}

/** `code`: where it says less than the reason, as the error of a register does. */
export const refusalOf = (reason: Reason, language: Language, code: string = reason.code): Refusal => ({
  code,
  text: reasonText(reason, language),
})
