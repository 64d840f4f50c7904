import type { Ledger } from '../receipts/ledger.ts'
import { type Decided, withDecision } from '../record/decided.ts'
import type { DecisionOf } from '../record/decision.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { stateWords } from '../words/ru/states.ts'
import { requireRecord } from './carry-out.ts'
import { DecisionRefused } from './decision-refused.ts'

/** Ends the wait for Bitrix24's question: none comes when our answer was lost or the order deleted. Throws DecisionRefused. */
export async function confirm(
  ledger: Ledger,
  uuid: string,
  decision: DecisionOf<'confirm'>,
  by: string,
): Promise<ReceiptRecord> {
  const { state, confirmed } = await requireRecord(ledger, uuid)
  if (confirmed !== undefined) throw new DecisionRefused(`Чек ${uuid} уже подтверждён, ждать больше нечего.`)
  if (state.name === 'held' || state.name === 'unresolved') {
    throw new DecisionRefused(`Сначала решите, что с чеком ${uuid}: его состояние «${stateWords[state.name]}».`)
  }
  const evidence = 'Битрикс24 о чеке не спросил'
  return change(ledger, uuid, by, { by, at: ledger.instant(), what: decision, evidence })
}

/** Notes that Bitrix24 has the receipt, as the decision about another one implies. Does nothing when its record is gone. */
export async function noteConfirmed(ledger: Ledger, uuid: string, by: string): Promise<void> {
  if ((await ledger.store.find(uuid)) !== undefined) await change(ledger, uuid, by)
}

const change = (ledger: Ledger, uuid: string, by: string, decided?: Decided): Promise<ReceiptRecord> =>
  ledger.change(
    uuid,
    'confirmed',
    (record) => {
      const confirmed = record.confirmed ?? ({ at: ledger.instant(), by: 'person' } as const)
      return decided === undefined ? { ...record, confirmed } : withDecision({ ...record, confirmed }, decided)
    },
    by,
  )
