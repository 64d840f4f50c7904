import type { Claims } from '../lane/claims.ts'
import type { ReceiptEvent, ReceiptRecord } from '../record/record.ts'
import { DecisionRefused } from './decision-refused.ts'
import type { Ruling } from './ruling.ts'
import { search } from './search.ts'
import type { Sight } from './sight.ts'

/** Rules that the receipt was not printed, if every document that could be it was read. Throws DecisionRefused, RegisterError. */
export async function ruleNotPrinted(claims: Claims, record: ReceiptRecord, sight: Sight): Promise<Ruling> {
  const found = await search(claims, record, sight)
  switch (found.kind) {
    case 'nothing':
      return { event: notPrinted(record), evidence: found.text }
    case 'doubt':
      throw new DecisionRefused(
        `Проверить нельзя: ${found.text}, и чек может быть среди них. Сверьтесь с лентой кассы или с ОФД: решить можно только под вашу ответственность.`,
      )
  }
}

const notPrintedText =
  'Чек не зарегистрирован: так решил оператор, сверившись с кассой. Если продажа состоялась, напечатайте чек снова.'

/** The event that ends a receipt as not printed. */
export function notPrinted({ state }: ReceiptRecord): ReceiptEvent {
  const refused = { code: 'NOT_PRINTED', text: notPrintedText }
  return state.name === 'printing'
    ? { type: 'not-registered', end: { kind: 'refused', ...refused } }
    : { type: 'refuse', ...refused }
}
