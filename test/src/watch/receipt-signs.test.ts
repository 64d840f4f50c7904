import t from 'tap'
import type { HoldReason } from '../../../src/record/record.ts'
import { receiptSigns } from '../../../src/watch/receipt-signs.ts'
import { recordOf, uuidNumber } from '../store/records.ts'

const [first, other] = [uuidNumber(1), uuidNumber(2)]
const reasons: readonly HoldReason[] = [
  { kind: 'lost-answer', against: other },
  { kind: 'sold-since', as: other },
  { kind: 'overdue' },
]

t.test('whoever looks at the alarm of a held receipt reads why, and which the other one is', (t) => {
  for (const because of reasons) {
    const now = Date.parse('2026-11-23T10:00:00.000Z')
    const [sign] = receiptSigns({
      now,
      registers: [],
      pushes: false,
      receipts: [recordOf(first, { state: { name: 'held', because } })],
    })
    t.equal(sign?.name, because.kind === 'overdue' ? 'overdue' : 'held')
    t.match(sign?.detail, because.kind === 'overdue' ? /слишком долго/ : other)
  }
  t.end()
})
