import type { Ledger } from '../receipts/ledger.ts'
import { type Decision, withDecision } from '../record/decision.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { stateWords } from '../words/ru/states.ts'
import { requireRecord } from './decide.ts'
import { DecisionRefused } from './decision-refused.ts'

/** Ends the waiting for Bitrix24 to ask about a receipt: its answer was lost, or its order deleted. Throws DecisionRefused. */
export async function confirm(ledger: Ledger, uuid: string, by: string): Promise<ReceiptRecord> {
  const { state, confirmed } = await requireRecord(ledger, uuid)
  if (confirmed !== undefined) throw new DecisionRefused(`Чек ${uuid} уже подтверждён, ждать больше нечего.`)
  if (state.name === 'held' || state.name === 'unresolved') {
    throw new DecisionRefused(`Сначала решите, что с чеком ${uuid}: его состояние «${stateWords[state.name]}».`)
  }
  const evidence = 'Битрикс24 о чеке не спросил'
  return change(ledger, uuid, by, { by, at: ledger.instant(), what: 'confirm', evidence })
}

/** A decision about another receipt settled that Bitrix24 has this one, if it is still there. */
export async function noteConfirmed(ledger: Ledger, uuid: string, by: string): Promise<void> {
  if ((await ledger.store.find(uuid)) !== undefined) await change(ledger, uuid, by)
}

const change = (ledger: Ledger, uuid: string, by: string, decision?: Decision): Promise<ReceiptRecord> =>
  ledger.change(
    uuid,
    'confirmed',
    (record) => {
      const confirmed = record.confirmed ?? ({ at: ledger.instant(), by: 'person' } as const)
      return decision === undefined ? { ...record, confirmed } : withDecision({ ...record, confirmed }, decision)
    },
    by,
  )
