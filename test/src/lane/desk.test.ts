import t, { type Test } from 'tap'
import { Stage } from '../stage.ts'

async function shop(t: Test, options: Parameters<typeof Stage.open>[0] = {}): Promise<Stage> {
  const stage = await Stage.open(options)
  t.teardown(() => stage.stop())
  return stage
}

const act = async (stage: Stage, path: string, body: object = {}) => {
  const { status, json } = await stage.admin(`/api/registers/kkm-1/${path}`, body)
  return { status, ...(json() as { result?: string; error?: string }) }
}

const reports = (stage: Stage): number[] => stage.documents().filter((code) => code === 2 || code === 5)

t.test('a shift is opened and closed once, however often it is asked', async (t) => {
  const stage = await shop(t)
  t.match(await act(stage, 'shift/open'), { status: 200, result: 'done' })
  t.match(await act(stage, 'shift/open'), { status: 200, result: 'nothing' })
  t.match(await act(stage, 'shift/close', { shift: 1 }), { status: 200, result: 'done' })
  t.match(await act(stage, 'shift/close', { shift: 1 }), { status: 200, result: 'nothing' })
  t.same(reports(stage), [2, 5])
})

t.test('the answer was lost and a sale came in between: the new shift stays open', async (t) => {
  const stage = await shop(t)
  await act(stage, 'shift/open')
  await act(stage, 'shift/close', { shift: 1 })
  await stage.print()
  await stage.clock.advance(10_000)
  t.match(await act(stage, 'shift/close', { shift: 1 }), { status: 200, result: 'nothing' })
  t.same(reports(stage), [2, 5, 2])
})

t.test('cash, report and copy leave no document', async (t) => {
  const stage = await shop(t)
  await stage.print()
  await stage.clock.advance(10_000)
  const before = stage.documents().length
  t.match(await act(stage, 'cash-in', { sum: '1500.00' }), { result: 'done' })
  t.match(await act(stage, 'cash-out', { sum: '500' }), { result: 'done' })
  t.match(await act(stage, 'cash-out', { sum: '0' }), { status: 400 })
  t.match(await act(stage, 'x-report'), { result: 'done' })
  t.match(await act(stage, 'copy', { document: 3 }), { result: 'done' })
  t.match(stage.register.state(), { cash: '1000.00' })
  t.equal(stage.documents().length, before)
})

t.test('money put in is told as put in, though the register was lost right afterwards', async (t) => {
  const stage = await shop(t)
  await act(stage, 'shift/open')
  stage.register.control.addFault('unplug@A420')
  t.match(await act(stage, 'cash-in', { sum: '1500.00' }), { status: 200, result: 'done' })
  t.match(stage.register.state(), { cash: '1500.00' })
})

t.test('while the fate of a receipt is open nothing else is done', async (t) => {
  const stage = await shop(t, { simulator: { latency: 'real' } })
  await act(stage, 'shift/open')
  stage.register.control.addFault('unplug@4A:after-commit')
  await stage.print()
  const isUnplugged = (): boolean => JSON.stringify(stage.register.state()).includes('"unplug":1')
  for (let waited = 0; waited < 3_000 && !isUnplugged(); waited += 1) await stage.clock.advance(10)
  stage.register.control.cable('out')
  await stage.clock.advance(1_000)
  t.same(
    stage.bridge.store.openReceipts().map(({ state }) => state.name),
    ['printing'],
  )
  t.match(await act(stage, 'shift/close', { shift: 1 }), { status: 409, error: /выясняет судьбу чека/ })
  stage.register.control.cable('in')
  await stage.clock.advance(60_000)
  t.match(await act(stage, 'shift/close', { shift: 1 }), { status: 200, result: 'done' })
  t.same(stage.documents(), [1, 2, 3, 5])
})

t.test('the clock is set when somebody asks, and only with the shift closed', async (t) => {
  const stage = await shop(t)
  const drift = async (): Promise<number> => {
    const { registers } = (await stage.admin('/api/status')).json() as {
      registers: { status: { clockDriftMs: number } }[]
    }
    return registers[0]?.status.clockDriftMs ?? Number.NaN
  }
  await act(stage, 'shift/open')
  await stage.register.control.clock(-180_000)
  t.match(await act(stage, 'clock'), { error: /Закройте смену/ })
  await stage.clock.advance(60_000)
  t.ok((await drift()) < -120_000)
  // Until the slow clock has passed the opening of the shift: no document may be older than the last one.
  await stage.clock.advance(180_000)
  await act(stage, 'shift/close', { shift: 1 })
  t.match(await act(stage, 'clock'), { status: 200, result: 'done' })
  t.ok(Math.abs(await drift()) < 2_000)
})

t.test('money for the drawer opens a closed shift, as the first receipt would', async (t) => {
  const stage = await shop(t)
  t.match(await act(stage, 'cash-in', { sum: '1500.00' }), { status: 200, result: 'done' })
  await act(stage, 'shift/close', { shift: 1 })
  t.match(await act(stage, 'cash-out', { sum: '500' }), { status: 200, result: 'done' })
  t.match(stage.register.state(), { cash: '1000.00', shift: { state: 'open', number: 2 } })
  t.same(reports(stage), [2, 5, 2])
})

t.test('and renews one that is too old, once', async (t) => {
  const stage = await shop(t)
  await act(stage, 'shift/open')
  stage.register.control.condition('shift-24h', true)
  t.match(await act(stage, 'cash-in', { sum: '1500.00' }), { status: 200, result: 'done' })
  t.match(stage.register.state(), { cash: '1500.00', shift: { state: 'open', number: 2 } })
  t.same(reports(stage), [2, 5, 2])
  stage.register.control.addFault('error@49:88x*')
  t.match(await act(stage, 'cash-in', { sum: '1.00' }), { status: 503, error: /Проверьте часы кассы/ })
  t.same(reports(stage), [2, 5, 2, 5, 2])
})

t.test('no shift is opened for it on a register that the settings do not mean', async (t) => {
  const stage = await shop(t, { simulator: { inn: '500100732259' } })
  t.match(await act(stage, 'cash-in', { sum: '1500.00' }), { status: 503, error: /Подключена другая касса/ })
  t.same(reports(stage), [])
})

t.test('a register that was only busy is asked again, one that may have acted is not', async (t) => {
  const stage = await shop(t)
  await act(stage, 'shift/open')
  stage.register.control.addFault('error@49:76x2')
  t.match(await act(stage, 'cash-in', { sum: '1500.00' }), { status: 200, result: 'done' })
  stage.register.control.addFault('error@49:76x*')
  const busy = await act(stage, 'cash-in', { sum: '1.00' })
  t.match(busy, { status: 503, error: /операция не выполнена, и мост к ней не вернётся/ })
  stage.register.control.clearFaults()
  t.match(stage.register.state(), { cash: '1500.00' })
})

t.test('what is said of receipts is not left to stand for an operation that nobody repeats', async (t) => {
  const stage = await shop(t)
  await act(stage, 'shift/open')
  stage.register.control.paper('out')
  t.match(await act(stage, 'cash-in', { sum: '1.00' }), { error: /повторите её, когда касса будет готова/ })
  stage.register.control.paper('present')
  stage.register.control.addFault('unplug@49:end')
  stage.register.control.addFault('second-clientx*')
  t.match(await act(stage, 'cash-in', { sum: '1500.00' }), { error: /Выполнена ли сама операция, неизвестно/ })
  stage.register.control.clearFaults()
  t.match(stage.register.state(), { cash: '1500.00' }, 'it was, and is not done twice')
  t.match(await act(stage, 'copy', { document: 99 }), { error: /Проверьте номер документа\.$/ })
})
