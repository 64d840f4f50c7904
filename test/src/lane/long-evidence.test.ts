import t from 'tap'
import { hanging } from '../../../src/service/watchdog.ts'
import { Stage } from '../stage.ts'

t.test('hundreds of documents of another program, seconds each: the verdict comes in one life', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const { control } = stage.register
  control.addFault('power-cut@4A:before-commit')
  const { UUID } = await stage.print()
  const record = async () => stage.clock.run(stage.bridge.store.find(String(UUID)))
  while ((await record())?.state.name !== 'printing') await stage.clock.advance(10)
  await stage.clock.advance(1_000)
  control.cable('out')
  await stage.clock.advance(5_000)
  const foreign = 500
  for (let count = 0; count < foreign; count += 1) await control.registerForeign(31, [])
  control.addFault('slow@A445:+2000x*')
  control.cable('in')
  const lane = stage.bridge.roster.registers[0]?.lane
  if (lane === undefined) throw new Error('no lane')
  const begun = stage.clock.monotonic()
  const passed = (): number => stage.clock.monotonic() - begun
  let hangs = false
  while ((await record())?.state.name === 'printing' && !hangs) {
    await stage.clock.advance(10_000)
    hangs = hanging([lane], stage.clock.monotonic()).length > 0
  }
  t.notOk(hangs, `the watchdog would have ended it after ${passed()} ms`)
  t.match((await record())?.history.at(-1), { event: 'not-registered' })
  t.ok(passed() > foreign * 2_000, 'it was slow')
  t.ok(passed() < foreign * 3_000, `${passed()} ms: nothing is read twice`)
})
