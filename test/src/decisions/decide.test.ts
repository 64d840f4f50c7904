import t from 'tap'
import { decide, requireRecord } from '../../../src/decisions/decide.ts'
import { DecisionRefused } from '../../../src/decisions/decision-refused.ts'
import { Counter, document } from '../receipts/counter.ts'

t.test('of two people who decide about what they saw at the same time only the first is heard', async (t) => {
  const counter = await Counter.open()
  const uuid = await counter.print('check|shop|1')
  const seen = await requireRecord(counter.ledger, uuid)
  const refuse = { type: 'refuse', code: 'CANCELLED', text: 'отменён' } as const
  await decide(counter.ledger, seen, { event: refuse, evidence: 'FD 3' }, 'cancel', 'Анна')
  // Legal for a refused receipt, but not what Boris looked at.
  const registered = { type: 'registered', document, proof: 'evidence' } as const
  await t.rejects(
    decide(counter.ledger, seen, { event: registered, evidence: 'FD 3' }, 'resolve document', 'Борис'),
    DecisionRefused,
  )
  t.match(await requireRecord(counter.ledger, uuid), { state: { name: 'refused' }, decisions: [{ by: 'Анна' }] })
})
