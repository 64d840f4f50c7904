import type { Language } from '../base/language.ts'
import type { ReceiptEvent, ReceiptRecord } from '../record/record.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'
import { refusalOf } from '../words/refusal.ts'
import type { DecisionParts } from './carry-out.ts'
import { DecisionRefused } from './decision-refused.ts'
import type { Ruling } from './ruling.ts'
import { search } from './search.ts'
import type { Sight } from './sight.ts'

/** What the refusal of a receipt that was not printed needs. */
export type RefusalParts = Pick<DecisionParts, 'claims' | 'language'>

/** Rules that the receipt was not printed, if every document that could be it was read. Throws DecisionRefused, RegisterError. */
export async function ruleNotPrinted(
  { claims, language }: RefusalParts,
  record: ReceiptRecord,
  sight: Sight,
): Promise<Ruling> {
  const found = await search(claims, record, sight)
  switch (found.kind) {
    case 'nothing':
      return { event: notPrinted(record, language), evidence: found.text }
    case 'doubt':
      throw new DecisionRefused(
        `Проверить нельзя: ${found.text}, и чек может быть среди них. Сверьтесь с лентой кассы или с ОФД: решить можно только под вашу ответственность.`,
      )
  }
}

/** The event that ends a receipt as not printed. */
export function notPrinted({ state }: ReceiptRecord, language: Language): ReceiptEvent {
  const refusal = refusalOf(bridgeReason('NOT_PRINTED'), language)
  return state.name === 'printing'
    ? { type: 'not-registered', end: { kind: 'refused', ...refusal } }
    : { type: 'refuse', ...refusal }
}
