import type { DecisionOf } from '../record/decision.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'
import { refusalOf } from '../words/refusal.ts'
import { stateWords } from '../words/ru/states.ts'
import { carryOut, changedMeanwhile, type DecisionParts, requireRecord } from './carry-out.ts'
import { DecisionRefused } from './decision-refused.ts'
import type { Newcomers } from './newcomers.ts'
import { triedOf } from './ruling.ts'
import { isBlind, look, shown } from './sight.ts'

/** Refuses a receipt of which the register shows no document. Throws DecisionRefused when there is, or may be, one. */
export async function cancel(
  parts: DecisionParts & { readonly newcomers: Newcomers },
  uuid: string,
  decision: DecisionOf<'cancel'>,
  by: string,
): Promise<ReceiptRecord> {
  const { ledger, language, claims, newcomers } = parts
  const isGone = decision.word === 'gone'
  const { registerId } = requireCancellable(await requireRecord(ledger, uuid))
  // Through the lane: between two receipts nothing of this one can be under way in the register.
  return look(parts, registerId, async (sight) => {
    const record = requireCancellable(await requireRecord(ledger, uuid))
    const blind = isBlind(sight)
    if (blind && !isGone && triedOf(record) !== undefined) {
      throw new DecisionRefused(
        `Чек ${uuid} уже пробовали напечатать, а спросить кассу нельзя: восстановите связь с ней и повторите отмену. Если касса потеряна навсегда, скажите это прямо вместе с решением.`,
      )
    }
    if (blind && !isGone && !newcomers.has(uuid)) {
      throw new DecisionRefused(
        `Кассу спросить нельзя, а чек ${uuid} мог быть пробит раньше: когда он пришёл, мост после запуска ещё не прочитал её накопитель. Восстановите связь с кассой и повторите отмену. Если касса потеряна навсегда, скажите это прямо вместе с решением.`,
      )
    }
    if (await claims.adopt(record)) throw changedMeanwhile(uuid)
    if (claims.mayBeUnread(record, blind ? undefined : sight.baseline.fn)) {
      throw new DecisionRefused(
        `В накопителе есть документ, который не читается и может быть чеком ${uuid}: отменить его нельзя, сверьтесь с лентой кассы.`,
      )
    }
    const event = { type: 'refuse', ...refusalOf(bridgeReason('CANCELLED'), language) } as const
    return carryOut(ledger, record, { event, evidence: blind ? unseenText(isGone) : shown(sight) }, decision, by)
  })
}

const unseenText = (isGone: boolean): string =>
  isGone
    ? 'по записям моста ни одна попытка не оставила документа; со слов решившего, кассы больше нет'
    : 'не печатался: пришёл, когда накопитель кассы был прочитан до конца'

function requireCancellable(record: ReceiptRecord): ReceiptRecord {
  const { uuid, state } = record
  if (state.name === 'accepted' || state.name === 'held') return record
  throw new DecisionRefused(
    `Чек ${uuid} отменить нельзя: его состояние «${stateWords[state.name]}». Отменяют только чек, который ждёт печати или задержан.`,
  )
}
