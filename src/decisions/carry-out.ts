import type { Language } from '../base/language.ts'
import type { Claims } from '../lane/claims.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { Roster } from '../lane/roster.ts'
import { IllegalEvent, type Ledger } from '../receipts/ledger.ts'
import { nameOf } from '../record/decided.ts'
import type { Decision } from '../record/decision.ts'
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

/** Writes what was ruled, and the decision, into the record. Throws DecisionRefused when its state is no longer that of `seen`. */
export async function carryOut(
  ledger: Ledger,
  seen: ReceiptRecord,
  { event, evidence }: Ruling,
  decision: Decision,
  by: string,
): Promise<ReceiptRecord> {
  const { uuid, state } = seen
  const decided = { by, at: ledger.instant(), what: decision, evidence }
  try {
    return await ledger.decide(uuid, state, event, decided, `${by}: ${nameOf(decision)}; ${evidence}`)
  } catch (error) {
    if (!(error instanceof IllegalEvent)) throw error
    throw changedMeanwhile(uuid)
  }
}

export const changedMeanwhile = (uuid: string): DecisionRefused =>
  new DecisionRefused(`Чек ${uuid} тем временем изменился: посмотрите на него ещё раз.`)
