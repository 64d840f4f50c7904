import type { KeyedLock } from '../base/keyed-lock.ts'
import { heldAgainst, objectionToAlias } from '../record/alias.ts'
import type { DecisionOf } from '../record/decision.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { stateWords } from '../words/ru/states.ts'
import { carryOut, type DecisionParts, requireRecord } from './carry-out.ts'
import { noteConfirmed } from './confirm.ts'
import { DecisionRefused } from './decision-refused.ts'

/** Lets a held receipt go on, or makes it an alias of another; the other then counts as known to Bitrix24. Throws DecisionRefused. */
export async function release(
  {
    ledger,
    aliases,
  }: DecisionParts & {
    /** One alias of a sale at a time: two receipts must not become aliases of each other. */
    readonly aliases: KeyedLock
  },
  uuid: string,
  decision: DecisionOf<'print' | 'same-as'>,
  by: string,
): Promise<ReceiptRecord> {
  const record = await requireRecord(ledger, uuid)
  if (record.state.name !== 'held') {
    throw new DecisionRefused(`Чек ${uuid} не задержан: его состояние «${stateWords[record.state.name]}».`)
  }
  const { because } = record.state
  const against = heldAgainst(because)
  switch (decision.kind) {
    case 'print':
      if (because.kind === 'searching') throw stillSearching(uuid)
      // Before the release: otherwise the guard at the lane would hold it again.
      if (against !== undefined) await noteConfirmed(ledger, against, by)
      return carryOut(ledger, record, { event: { type: 'release' }, evidence: because.kind }, decision, by)
    case 'same-as':
      return aliases.run(record.fingerprint, async () => {
        await requireAliasOf(ledger, record, decision.uuid)
        const event = { type: 'same-as', of: decision.uuid } as const
        const alias = await carryOut(ledger, record, { event, evidence: because.kind }, decision, by)
        await noteConfirmed(ledger, decision.uuid, by)
        return alias
      })
  }
}

/** Throws DecisionRefused when the held receipt cannot be an alias of the other. */
async function requireAliasOf(ledger: DecisionParts['ledger'], held: ReceiptRecord, of: string): Promise<void> {
  const objection = objectionToAlias(held, await requireRecord(ledger, of))
  if (objection !== undefined) throw new DecisionRefused(objection)
}

const stillSearching = (uuid: string): DecisionRefused =>
  new DecisionRefused(
    `Мост ещё ищет, не продан ли чек ${uuid} другим чеком: подождите, он напечатает его сам или спросит вас.`,
  )
