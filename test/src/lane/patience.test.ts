import t from 'tap'
import { Patience } from '../../../src/lane/patience.ts'

t.test('soon at first; an attempt that costs paper each time is not repeated as often', async (t) => {
  const patience = new Patience()
  const pauses: number[] = []
  for (let count = 0; count < 5; count += 1) {
    patience.noteStep('wrong')
    pauses.push(patience.pauseMs)
  }
  t.strictSame(pauses, [500, 1_000, 2_000, 5_000, 5_000])
  for (let count = 0; count < 3; count += 1) patience.noteAttempt('dear')
  t.equal(patience.pauseMs, 60_000)
  patience.noteAttempt('other')
  t.equal(patience.pauseMs, 5_000)
  patience.noteStep('well')
  t.notOk(patience.isTried)
})
