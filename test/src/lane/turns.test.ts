import t from 'tap'
import { adminDoor } from '../../admin-door.ts'
import { Stage } from '../stage.ts'

const laneOf = (stage: Stage) => {
  const lane = stage.bridge.roster.registers[0]?.lane
  if (lane === undefined) throw new Error('no lane')
  return lane
}

t.test('a receipt does not wait for the end of an audit', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const documents = 300
  for (let count = 0; count < documents; count += 1) await stage.register.control.registerForeign(31, [])
  await stage.print()
  // What another program has made is looked at before a receipt, whoever else reads it.
  await stage.clock.advance(60_000)
  stage.register.control.addFault('slow@A445:+1000x*')
  let over = false
  const audit = adminDoor(stage.bridge)
    .inject({ url: '/api/audit', headers: { host: '127.0.0.1' } })
    .then(() => {
      over = true
    })
  await stage.clock.advance(60_000)
  const { UUID } = await stage.print()
  const begun = stage.clock.monotonic()
  const passed = (): number => stage.clock.monotonic() - begun
  const state = async () => (await stage.clock.run(stage.bridge.store.find(String(UUID))))?.state.name
  while ((await state()) !== 'registered' && passed() < 600_000) await stage.clock.advance(100)
  t.ok(passed() < 15_000, `${passed()} ms`)
  t.notOk(over, 'the audit goes on')
  while (!over && passed() < 600_000) await stage.clock.advance(1_000)
  t.ok(over, 'to its end')
  await audit
})

t.test('whoever comes during a long pause is let in at once, and all of them before the next attempt', async (t) => {
  const stage = await Stage.open({ simulator: { cashControl: true } })
  t.teardown(() => stage.stop())
  const { UUID } = await stage.print({ type: 'sellreturncash', payments: [{ type: 'cash', sum: '1161.3' }] })
  await stage.clock.advance(300_000)
  const find = () => stage.bridge.store.find(String(UUID))
  while ((await find())?.state.name !== 'printing') await stage.clock.advance(1_000)
  while ((await find())?.state.name === 'printing') await stage.clock.advance(1_000)
  const before = (await find())?.history.length
  t.equal(laneOf(stage).seen.trouble?.code, 'CASH')
  const attempts: (number | undefined)[] = []
  const look = () =>
    laneOf(stage).use(async (register, signal) => {
      await register.status(signal)
      attempts.push((await find())?.history.length)
    })
  const begun = stage.clock.monotonic()
  await stage.clock.run(Promise.all([look(), look(), look().then(look)]))
  t.ok(stage.clock.monotonic() - begun < 2_000, 'at once')
  t.same(new Set(attempts), new Set([before]), 'no attempt in between')
})
