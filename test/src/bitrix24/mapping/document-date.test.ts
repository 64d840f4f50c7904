import t from 'tap'
import { documentInstant } from '../../../../src/bitrix24/mapping/document-date.ts'

const at = (text: string): number => Date.parse(text)
const now = at('2026-11-30T12:00:00Z')
const minute = 60_000
const hour = 60 * minute

t.test('clocks that agree: the register dates the document', async (t) => {
  const newYear = at('2026-01-01T00:00:10Z')
  t.equal(documentInstant({ host: newYear, register: newYear - minute }), newYear - minute)
  t.equal(documentInstant({ host: newYear - minute, register: newYear, portal: newYear - hour / 2 }), newYear)
  t.equal(documentInstant({ host: newYear, portal: newYear - minute }), newYear, 'a register that was never met')
  t.equal(documentInstant({ host: now, register: now - hour, portal: now }), now - hour, 'an hour is the limit')
})

t.test('clocks that disagree: the latest decides', async (t) => {
  for (const behind of [0, at('1970-01-01T00:02:00Z'), at('2025-08-01T00:00:00Z'), now - hour - 1]) {
    t.equal(documentInstant({ host: behind, register: now, portal: now }), now, 'the host')
    t.equal(documentInstant({ host: now, register: behind, portal: now }), now, 'the register')
    t.equal(documentInstant({ host: now, register: now, portal: behind }), now, 'the portal')
    t.equal(documentInstant({ host: behind, portal: now }), now)
    t.equal(documentInstant({ host: behind, register: behind, lastDocument: now }), now, 'the document before')
  }
})

t.test('a host that is alone with its time is not believed years back', async (t) => {
  t.equal(documentInstant({ host: 0 }), at('2026-11-01T00:00:00Z'))
  t.equal(documentInstant({ host: now }), now)
})
