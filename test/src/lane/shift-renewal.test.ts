import t from 'tap'
import { Stage } from '../stage.ts'

const hour = 3_600_000
const [opening, receipt, closing] = [2, 3, 5]

t.test('a register to which its new shift is too old as well does not loop over paper', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const story = (): number[] => stage.documents().slice(1)
  stage.register.control.addFault('error@92:88x*')
  const { UUID } = await stage.print()
  await stage.clock.advance(10 * 60_000)
  t.same(story(), [opening, closing, opening], 'closed and reopened once')
  const trouble = () => stage.bridge.roster.registers[0]?.lane.seen.trouble
  t.match(trouble(), { code: 'SHIFT_EXPIRED', text: /мост только что закрыл её/ })
  const record = await stage.clock.run(stage.bridge.store.find(String(UUID)))
  const attempts = record?.history.filter(({ event }) => event === 'taken').length ?? 0
  t.ok(attempts <= 14, `${attempts} attempts in ten minutes`)
  for (let passed = 0; passed < 28; passed += 4) {
    stage.clock.jumpWall(4 * hour)
    await stage.clock.advance(2 * 60_000)
  }
  t.same(story(), [opening, closing, opening, closing, opening], 'and once more when it was due')
  stage.register.control.clearFaults()
  await stage.clock.advance(5 * 60_000)
  t.match(await stage.check(String(UUID)), { STATUS: 'DONE' })
  t.equal(trouble(), undefined)
  const before = story().length
  stage.register.control.condition('shift-24h', true)
  await stage.print()
  await stage.clock.advance(10_000)
  t.same(story().slice(before), [closing, opening, receipt], 'the next shift that expires is renewed again')
})

t.test('nor does one whose shifts are expired as soon as they are opened', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  stage.register.control.addFault('shift-24h@9A:endx*')
  const { UUID } = await stage.print()
  await stage.clock.advance(20 * 60_000)
  const closings = stage.documents().filter((code) => code === closing).length
  t.ok(closings <= 2, `${closings} closings in twenty minutes`)
  t.match(stage.bridge.roster.registers[0]?.lane.shiftFailure, { code: 'SHIFT_EXPIRED', text: /Проверьте часы кассы/ })
  stage.register.control.clearFaults()
  await stage.clock.advance(5 * 60_000)
  t.match(await stage.check(String(UUID)), { STATUS: 'DONE' })
})
