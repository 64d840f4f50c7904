import t, { type Test } from 'tap'
import { textOf } from '../../../drivers/ffd/tags.ts'
import { Stage, type StageOptions } from '../stage.ts'

const hour = 3_600_000
const opening = 2
const receipt = 3
const closing = 5

async function opened(t: Test, options: StageOptions = {}): Promise<Stage> {
  const stage = await Stage.open(options)
  t.teardown(() => stage.stop())
  return stage
}

async function sell(stage: Stage): Promise<void> {
  const { UUID } = await stage.print()
  await stage.clock.advance(10_000)
  if ((await stage.check(String(UUID)))['STATUS'] !== 'DONE') throw new Error('not sold')
}

/** Hours go by while nobody looks, then the daemon has a few minutes. */
async function later(stage: Stage, ms: number): Promise<void> {
  stage.clock.jumpWall(ms - 180_000)
  await stage.clock.advance(180_000)
}

/** The shift documents and receipts, without the registration. */
const story = (stage: Stage): number[] => stage.documents().filter((code) => code !== 1)

t.test('opened by itself with the first receipt, closed before 24 hours, by the named cashier', async (t) => {
  const stage = await opened(t)
  await later(stage, hour)
  t.same(story(stage), [], 'nothing is opened before it is needed')
  await sell(stage)
  t.same(story(stage), [opening, receipt])
  await later(stage, 23 * hour + 40 * 60_000)
  t.same(story(stage), [opening, receipt])
  await later(stage, 11 * 60_000)
  t.same(story(stage), [opening, receipt, closing])
  const report = stage.register.documents().at(-1)
  t.match(textOf(report?.tags ?? [], 1021), /Иванова/)
  t.match(textOf(report?.tags ?? [], 1203), /500100732259/)
  await later(stage, 30 * hour)
  t.same(story(stage), [opening, receipt, closing], 'a closed shift stays closed')
  await sell(stage)
  t.same(story(stage), [opening, receipt, closing, opening, receipt])
})

t.test('closed at the set hour, and a sale after it opens the next one', async (t) => {
  // 10:00 UTC is 13:00 in the shop.
  const stage = await opened(t, { register: { shift: { closeAt: '22:30', maxAgeMs: 23 * hour } } })
  await sell(stage)
  await later(stage, 9 * hour + 25 * 60_000)
  t.same(story(stage), [opening, receipt])
  await later(stage, 6 * 60_000)
  t.same(story(stage), [opening, receipt, closing])
  await sell(stage)
  await later(stage, 2 * hour)
  t.same(story(stage), [opening, receipt, closing, opening, receipt])
})

t.test('sales without a pause do not keep a shift open', async (t) => {
  const stage = await opened(t, { register: { shift: { maxAgeMs: hour } } })
  for (let sold = 0; sold < 8; sold += 1) {
    await sell(stage)
    await later(stage, 15 * 60_000)
  }
  const codes = story(stage)
  t.ok(codes.filter((code) => code === closing).length >= 1)
  t.equal(codes.filter((code) => code === receipt).length, 8)
})

t.test('an expired shift is closed and reopened, and the receipt goes on', async (t) => {
  const stage = await opened(t)
  await sell(stage)
  stage.register.control.condition('shift-24h', true)
  await sell(stage)
  t.same(story(stage), [opening, receipt, closing, opening, receipt])
})

t.test('a shift that expired while the daemon was down', async (t) => {
  const stage = await opened(t)
  await sell(stage)
  await stage.stop()
  await later(stage, 30 * hour)
  await stage.restart()
  await stage.clock.advance(60_000)
  t.same(story(stage), [opening, receipt, closing])
})

for (const fault of [
  'drop-async@5A',
  'drop-reply@5A',
  'power-cut@5A:after-commit',
  'power-cut@5A:before-commit',
  'paper-out@5A:after-commit',
]) {
  t.test(`closed once through ${fault}`, async (t) => {
    const stage = await opened(t, { simulator: { latency: 'real' } })
    await sell(stage)
    stage.register.control.addFault(fault)
    await later(stage, 23 * hour + 50 * 60_000 + 5 * 60_000)
    stage.register.control.paper('present')
    await stage.clock.advance(5 * 60_000)
    t.same(story(stage), [opening, receipt, closing])
    t.match(stage.register.state(), { faults: { happened: { [fault.split('@')[0] ?? '']: 1 } } }, 'it did happen')
    await sell(stage)
    await later(stage, hour)
    t.same(story(stage), [opening, receipt, closing, opening, receipt])
  })
}

t.test('stopped at the moment of closing: the next life closes nothing twice', async (t) => {
  const stage = await opened(t, { simulator: { latency: 'real' } })
  await sell(stage)
  await later(stage, 23 * hour + 49 * 60_000)
  for (let tenths = 0; tenths < 900 && !story(stage).includes(closing); tenths += 1) await stage.clock.advance(100)
  t.same(story(stage), [opening, receipt, closing])
  await stage.restart()
  await sell(stage)
  await later(stage, hour)
  t.same(story(stage), [opening, receipt, closing, opening, receipt])
})

t.test('no paper: the closing waits for it and is told', async (t) => {
  const stage = await opened(t)
  await sell(stage)
  await later(stage, 23 * hour)
  stage.register.control.paper('out')
  await later(stage, 2 * hour)
  t.same(story(stage), [opening, receipt])
  t.equal(stage.bridge.roster.registers[0]?.lane.shiftFailure?.code, 'NO_PAPER')
  stage.register.control.paper('present')
  await stage.clock.advance(3 * 60_000)
  t.same(story(stage), [opening, receipt, closing])
  t.equal(stage.bridge.roster.registers[0]?.lane.shiftFailure, undefined)
})
