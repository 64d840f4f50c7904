import t from 'tap'
import { restartUnderLoad } from './restarts.ts'

t.setTimeout(110_000)

t.test('restarts on an inherited socket under load refuse nobody and lose nothing', async (t) => {
  const counts = await restartUnderLoad('src', 3)
  t.same(counts.complaints, [])
  t.equal(counts.refused, 0)
  t.equal(counts.wrong, 0)
  t.ok(counts.requests > 40, `${counts.requests} requests`)
  t.ok(counts.accepted > 5, `${counts.accepted} receipts`)
  t.equal(counts.registered, counts.accepted, 'each receipt became one document of its own')
  t.ok(Math.max(...counts.stopMs) < 10_000, 'every stop took less than 10 s')
})
