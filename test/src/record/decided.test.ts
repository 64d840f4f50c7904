import t from 'tap'
import { type Decided, isAttested, nameOf } from '../../../src/record/decided.ts'
import type { Decision } from '../../../src/record/decision.ts'
import { isFinished } from '../../../src/record/record.ts'
import { recordOf, uuidNumber } from '../store/records.ts'

const attributes = {
  fn: '9999078900001234',
  number: 43,
  sign: '2874316905',
  registrationNumber: '0000000001047291',
  shift: 7,
  receiptNumber: 1,
  at: 1_795_418_045,
}

/** What version 0.1 wrote, and what is written now. */
const both: readonly (readonly [old: Decided['what'], now: Decision, onAWord: boolean])[] = [
  ['resolve document', { kind: 'document', number: 43 }, false],
  ['resolve not-printed', { kind: 'not-printed' }, false],
  ['resolve attested', { kind: 'attributes', attributes, word: 'attested' }, true],
  ['resolve attested-not-printed', { kind: 'not-printed', word: 'gone' }, true],
  ['release print', { kind: 'print' }, false],
  ['release same-as', { kind: 'same-as', uuid: uuidNumber(2) }, false],
  ['cancel', { kind: 'cancel', word: 'gone' }, false],
  ['confirm', { kind: 'confirm' }, false],
]

t.test('a decision has the same name in an old record and in a new one', async (t) => {
  for (const [old, now, onAWord] of both) {
    t.equal(nameOf(old), nameOf(now))
    t.equal(isAttested(nameOf(old)), onAWord, String(old))
  }
  t.equal(new Set(both.map(([old]) => nameOf(old))).size, both.length, 'and no other has it')
})

t.test('nobody waits for a question about a receipt that was confirmed, by an old record or a new one', async (t) => {
  const state = { name: 'refused', code: 'X', text: 'x' } as const
  const at = '2026-11-23T10:00:00.000Z'
  for (const [old, now] of both) {
    for (const what of [old, now]) {
      const decisions = [{ by: 'Анна', at, what, evidence: '' }]
      const record = recordOf(uuidNumber(1), { state, confirmed: { at, by: 'person' }, decisions })
      t.equal(isFinished(record, false), nameOf(now) === 'confirm')
    }
  }
})
