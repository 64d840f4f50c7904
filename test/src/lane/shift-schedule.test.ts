import t from 'tap'
import { instantOf } from '../../../drivers/ffd/local-time.ts'
import { shiftDue } from '../../../src/lane/shift-schedule.ts'

const zone = 'Europe/Moscow'
const hour = 3_600_000
const at = (day: number, time: string, where = zone): number => {
  const [h = 0, m = 0] = time.split(':').map(Number)
  return instantOf({ year: 2026, month: 11, day, hour: h, minute: m, second: 0 }, where)
}
const opened = (openedAt: number) => ({ state: 'open', number: 7, openedAt }) as const
const byAge = { maxAgeMs: 24 * hour - 600_000 }
const byHour = { ...byAge, closeAt: '23:50' }

t.test('a closed shift is never due, an expired one always', async (t) => {
  t.equal(shiftDue({ state: 'closed', number: 7 }, at(23, '23:55'), byHour, zone), undefined)
  t.equal(shiftDue({ state: 'expired', number: 7 }, at(23, '10:00'), byAge, zone), 'expired')
  t.equal(shiftDue({ state: 'open', number: 7 }, at(23, '23:55'), byHour, zone), undefined, 'opening time unknown')
})

t.test('by age: at 23 h 50 min, not a moment earlier', async (t) => {
  const openedAt = at(23, '10:00')
  t.equal(shiftDue(opened(openedAt), at(24, '09:50') - 1, byAge, zone), undefined)
  t.equal(shiftDue(opened(openedAt), at(24, '09:50'), byAge, zone), 'age')
})

t.test('by the hour: once, and the shift opened after it stays until the next day', async (t) => {
  t.equal(shiftDue(opened(at(23, '10:00')), at(23, '23:50') - 1, byHour, zone), undefined)
  t.equal(shiftDue(opened(at(23, '10:00')), at(23, '23:50'), byHour, zone), 'hour')
  t.equal(shiftDue(opened(at(23, '10:00')), at(24, '03:00'), byHour, zone), 'hour', 'the daemon was down at 23:50')
  t.equal(shiftDue(opened(at(23, '23:50')), at(23, '23:55'), byHour, zone), undefined)
  t.equal(shiftDue(opened(at(23, '23:51')), at(24, '09:00'), byHour, zone), undefined)
  t.equal(shiftDue(opened(at(23, '23:51')), at(24, '23:50'), byHour, zone), 'age')
})

t.test('the hour is local to the register', async (t) => {
  const openedAt = at(23, '01:00', 'Asia/Vladivostok')
  t.equal(shiftDue(opened(openedAt), at(23, '23:50', 'Asia/Vladivostok'), byHour, 'Asia/Vladivostok'), 'hour')
  t.equal(shiftDue(opened(openedAt), at(23, '23:49', 'Asia/Vladivostok'), byHour, 'Asia/Vladivostok'), undefined)
})
