import t from 'tap'
import { carryOut, requireRecord } from '../../../src/decisions/carry-out.ts'
import { DecisionRefused } from '../../../src/decisions/decision-refused.ts'
import { Counter, document } from '../receipts/counter.ts'

t.test('of two people who decide about what they saw at the same time only the first is heard', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|shop|1')
  const seen = await requireRecord(counter.ledger, uuid)
  const refuse = { type: 'refuse', code: 'CANCELLED', text: 'отменён' } as const
  await carryOut(counter.ledger, seen, { event: refuse, evidence: 'FD 3' }, { kind: 'cancel' }, 'Анна')
  // Legal for a refused receipt, but not what Boris looked at.
  const registered = { type: 'registered', document, proof: 'evidence' } as const
  await t.rejects(
    carryOut(counter.ledger, seen, { event: registered, evidence: 'FD 3' }, { kind: 'document', number: 3 }, 'Борис'),
    DecisionRefused,
  )
  t.match(await requireRecord(counter.ledger, uuid), { state: { name: 'refused' }, decisions: [{ by: 'Анна' }] })
})
