import t from 'tap'
import { Stage } from '../stage.ts'

t.test('a refund from an empty drawer does not loop over paper, and goes on when there is cash', async (t) => {
  const stage = await Stage.open({ simulator: { cashControl: true } })
  t.teardown(() => stage.stop())
  const { UUID } = await stage.print({ type: 'sellreturncash', payments: [{ type: 'cash', sum: '1161.3' }] })
  await stage.clock.advance(600_000)
  const record = await stage.clock.run(stage.bridge.store.find(String(UUID)))
  const attempts = record?.history.filter(({ event }) => event === 'taken').length ?? 0
  t.ok(attempts >= 3 && attempts <= 14, `${attempts} attempts in ten minutes`)
  t.match(stage.bridge.roster.find('kkm-1')?.lane.seen.trouble, { code: 'CASH' })
})
