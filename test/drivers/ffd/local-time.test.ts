import fc from 'fast-check'
import t from 'tap'
import {
  exists,
  instantOf,
  instantOfSeconds,
  localOf,
  localOfSeconds,
  secondsOf,
  secondsOfInstant,
} from '../../../drivers/ffd/local-time.ts'

const local = (text: string) => localOfSeconds(Date.parse(`${text}Z`) / 1000)
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 19)

t.test('known instants', async (t) => {
  t.equal(iso(instantOf(local('2026-11-23T13:16:05'), '+03:00')), '2026-11-23T10:16:05')
  t.equal(iso(instantOf(local('2026-11-23T13:16:05'), 'Europe/Moscow')), '2026-11-23T10:16:05')
  t.equal(iso(instantOf(local('2026-01-01T00:00:00'), 'Asia/Kamchatka')), '2025-12-31T12:00:00')
  t.equal(iso(instantOf(local('2026-01-01T00:00:00'), '-02:30')), '2026-01-01T02:30:00')
  t.equal(instantOfSeconds(secondsOf(local('2026-11-23T13:16:05')), '+03:00'), Date.parse('2026-11-23T10:16:05Z'))
  t.equal(secondsOfInstant(Date.parse('2026-11-23T10:16:05.900Z'), '+03:00'), Date.parse('2026-11-23T13:16:05Z') / 1000)
})

t.test('a time that is shown twice is the earlier one', async (t) => {
  t.equal(iso(instantOf(local('2026-10-25T02:30:00'), 'Europe/Berlin')), '2026-10-25T00:30:00')
  t.equal(iso(instantOf(local('2026-10-25T01:59:59'), 'Europe/Berlin')), '2026-10-24T23:59:59')
  t.equal(iso(instantOf(local('2026-10-25T03:00:00'), 'Europe/Berlin')), '2026-10-25T02:00:00')
  t.equal(iso(instantOf(local('2014-10-26T01:30:00'), 'Europe/Moscow')), '2014-10-25T21:30:00')
})

t.test('a time that is skipped is taken by the offset after it', async (t) => {
  t.equal(iso(instantOf(local('2026-03-29T02:30:00'), 'Europe/Berlin')), '2026-03-29T00:30:00')
  t.equal(iso(instantOf(local('2026-03-29T03:00:00'), 'Europe/Berlin')), '2026-03-29T01:00:00')
})

t.test('there and back', async (t) => {
  const zone = fc.constantFrom('+03:00', '-11:30', 'Europe/Moscow', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia')
  const seconds = fc.integer({ min: Date.parse('2001-01-01') / 1000, max: Date.parse('2099-01-01') / 1000 })
  const property = fc.property(zone, seconds, (zone, second) => {
    const shown = localOf(second * 1000, zone)
    const instant = instantOf(shown, zone)
    t.same(localOf(instant, zone), shown)
    t.ok(instant <= second * 1000 && instant >= second * 1000 - 25 * 3_600_000)
    t.same(localOfSeconds(secondsOf(shown)), shown)
  })
  fc.assert(property, { numRuns: 300 })
})

t.test('what does not exist', async (t) => {
  const never = { year: 2000, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  t.notOk(exists(never))
  t.notOk(exists({ ...local('2026-02-28T10:00:00'), day: 30 }))
  t.ok(exists(local('2024-02-29T23:59:59')))
  t.throws(() => instantOf(never, '+03:00'), RangeError)
  t.throws(() => localOf(0, 'Mars/Olympus'), RangeError)
})
