import t from 'tap'
import { liveThrough } from './week.ts'

t.test('days of shop life with faults on both sides: portal, records and fiscal memory agree', async (t) => {
  const { checks, differences } = await liveThrough({ seed: 5, days: 2, receiptsPerDay: 20 })
  t.ok(checks > 30)
  t.same(differences, [])
})
