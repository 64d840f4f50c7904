import t from 'tap'
import { Stage } from '../stage.ts'

const hour = 3_600_000

t.test('years later CHECK still answers, and the same check again prints nothing', async (t) => {
  const stage = await Stage.open({
    config: (config) => ({ ...config, receipts: { ...config.receipts, archiveAfterYears: 1 } }),
  })
  t.teardown(() => stage.stop())
  const { UUID } = await stage.print({ uuid: 'check|shop|old' })
  await stage.clock.advance(10_000)
  const before = await stage.check(String(UUID))
  t.equal(before['STATUS'], 'DONE')
  stage.clock.jumpWall(400 * 24 * hour)
  await stage.clock.advance(hour + 60_000)
  const files = [...stage.disk.dump().keys()]
  t.same(
    files.filter((path) => path.startsWith('/data/receipts/')),
    [],
  )
  t.ok(files.includes('/data/archive/2026-11.jsonl.gz'))
  t.strictSame(await stage.check(String(UUID)), before)
  await stage.restart()
  t.strictSame(await stage.check(String(UUID)), before)
  t.strictSame(await stage.print({ uuid: 'check|shop|old', client_email: 'buyer1@example.ru' }), { UUID })
  await stage.clock.advance(60_000)
  t.equal(stage.documents().filter((code) => code === 3).length, 1)
})
