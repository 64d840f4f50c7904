import type { Language } from '../base/language.ts'
import type { Claims } from '../lane/claims.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { Roster } from '../lane/roster.ts'
import { IllegalEvent, type Ledger } from '../receipts/ledger.ts'
import type { Decided } from '../record/decision.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { DecisionRefused } from './decision-refused.ts'
import type { LostReceipts } from './lost-receipts.ts'
import type { Ruling } from './ruling.ts'

export interface DecisionParts {
  readonly ledger: Ledger
  /** In which a refusal is told to Bitrix24. */
  readonly language: Language
  readonly claims: Claims
  readonly documents: FiscalDocuments
  readonly roster: Roster
  readonly lost: LostReceipts
}

/** The receipt that a person decides about. Throws DecisionRefused when there is none. */
export async function requireRecord(ledger: Ledger, uuid: string): Promise<ReceiptRecord> {
  const record = await ledger.store.find(uuid)
  if (record === undefined) throw new DecisionRefused(`Чека ${uuid} у моста нет.`)
  return record
}

/**
 * Makes a decision about the record, as it was seen, durable, with what the register showed. Throws DecisionRefused when the
 * receipt went its own way meanwhile.
 */
export async function decide(
  ledger: Ledger,
  { uuid, state }: ReceiptRecord,
  { event, evidence, attested }: Ruling,
  what: Decided,
  by: string,
): Promise<ReceiptRecord> {
  const decision = { by, at: ledger.instant(), what, evidence, ...(attested === true && { attested }) }
  try {
    return await ledger.decide(uuid, state, event, decision, `${by}: ${what}; ${evidence}`)
  } catch (error) {
    if (!(error instanceof IllegalEvent)) throw error
    throw changedMeanwhile(uuid)
  }
}

export const changedMeanwhile = (uuid: string): DecisionRefused =>
  new DecisionRefused(`Чек ${uuid} тем временем изменился: посмотрите на него ещё раз.`)
