import type { KeyedLock } from '../base/keyed-lock.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { objectionToSecondName, twinOf } from '../record/second-name.ts'
import { stateWords } from '../words/ru/states.ts'
import { noteConfirmed } from './confirm.ts'
import { type DecisionParts, decide, requireRecord } from './decide.ts'
import { DecisionRefused } from './decision-refused.ts'

export type Release = { readonly kind: 'print' } | { readonly kind: 'same-as'; readonly uuid: string }

/** Lets a held receipt go on, or makes it a second name of the receipt it repeats. Settles both. Throws DecisionRefused. */
export async function release(
  {
    ledger,
    twins,
  }: DecisionParts & {
    /** Two receipts of one sale must not each become the other's second name. */
    readonly twins: KeyedLock
  },
  uuid: string,
  wanted: Release,
  by: string,
): Promise<ReceiptRecord> {
  const record = await requireRecord(ledger, uuid)
  if (record.state.name !== 'held') {
    throw new DecisionRefused(`Чек ${uuid} не задержан: его состояние «${stateWords[record.state.name]}».`)
  }
  const { because } = record.state
  const twin = twinOf(because)
  switch (wanted.kind) {
    case 'print':
      if (because.kind === 'searching') throw stillSearching(uuid)
      // First, or the guard at the lane would hold it again.
      if (twin !== undefined) await noteConfirmed(ledger, twin, by)
      return decide(ledger, record, { event: { type: 'release' }, evidence: because.kind }, 'release print', by)
    case 'same-as':
      return twins.run(record.fingerprint, async () => {
        await requireTwin(ledger, record, wanted.uuid)
        const event = { type: 'same-as', of: wanted.uuid } as const
        const alias = await decide(ledger, record, { event, evidence: because.kind }, 'release same-as', by)
        await noteConfirmed(ledger, wanted.uuid, by)
        return alias
      })
  }
}

/** Of two receipts the one may be a second name of the other. Throws DecisionRefused. */
async function requireTwin(ledger: DecisionParts['ledger'], held: ReceiptRecord, of: string): Promise<void> {
  const objection = objectionToSecondName(held, await requireRecord(ledger, of))
  if (objection !== undefined) throw new DecisionRefused(objection)
}

const stillSearching = (uuid: string): DecisionRefused =>
  new DecisionRefused(
    `Мост ещё ищет, не продан ли чек ${uuid} другим чеком: подождите, он напечатает его сам или спросит вас.`,
  )
