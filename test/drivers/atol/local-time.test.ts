import t from 'tap'
import { instantIn, localSeconds } from '../../../drivers/atol/local-time.ts'

const noon = localSeconds({ year: 2026, month: 11, day: 23, hour: 12, minute: 0, second: 5 })

t.test('local seconds are those of tag 1012: local time as if it were UTC', async (t) => {
  t.equal(noon, Date.UTC(2026, 10, 23, 12, 0, 5) / 1000)
  t.equal(localSeconds({ year: 2024, month: 2, day: 29, hour: 0, minute: 0 }), Date.UTC(2024, 1, 29) / 1000)
})

t.test('an offset and a named zone give the same instant', async (t) => {
  const expected = Date.UTC(2026, 10, 23, 9, 0, 5) / 1000
  t.equal(instantIn('+03:00')(noon), expected)
  t.equal(instantIn('Europe/Moscow')(noon), expected)
  t.equal(instantIn('-03:30')(noon), Date.UTC(2026, 10, 23, 15, 30, 5) / 1000)
})

t.test('a zone with summer time', async (t) => {
  const july = localSeconds({ year: 2026, month: 7, day: 1, hour: 12, minute: 0 })
  t.equal(instantIn('Europe/Berlin')(july), Date.UTC(2026, 6, 1, 10) / 1000)
  const afterChange = localSeconds({ year: 2026, month: 3, day: 29, hour: 3, minute: 30 })
  t.equal(instantIn('Europe/Berlin')(afterChange), Date.UTC(2026, 2, 29, 1, 30) / 1000)
})

t.test('an unknown zone is an error at once', async (t) => {
  t.throws(() => instantIn('Moscow'), RangeError)
})
