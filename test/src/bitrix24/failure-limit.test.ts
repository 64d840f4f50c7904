import t from 'tap'
import { FailureLimit } from '../../../src/bitrix24/failure-limit.ts'
import { VirtualClock } from '../../virtual-clock.ts'

t.test('a burst, then one at a time', async (t) => {
  const clock = new VirtualClock()
  const limit = new FailureLimit({ clock, burst: 3, everyMs: 1_000 })
  t.same(
    [1, 2, 3, 4, 5].map(() => limit.count('a')),
    [true, true, true, false, false],
  )
  t.equal(limit.allows('a'), false)
  t.equal(limit.allows('b'), true, 'others are not concerned')
  await clock.advance(1_000)
  t.equal(limit.allows('a'), true)
  t.same(
    [1, 2].map(() => limit.count('a')),
    [true, false],
  )
  await clock.advance(60_000)
  t.same(
    [1, 2, 3, 4].map(() => limit.count('a')),
    [true, true, true, false],
    'never more than the burst',
  )
})

t.test('the longest silent source is forgotten first', async (t) => {
  const clock = new VirtualClock()
  const limit = new FailureLimit({ clock, burst: 1, sources: 2 })
  for (const source of ['a', 'b', 'a', 'c']) limit.count(source)
  t.equal(limit.allows('a'), false)
  t.equal(limit.allows('b'), true)
})
