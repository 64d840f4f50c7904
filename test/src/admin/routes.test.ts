import t, { type Test } from 'tap'
import type { StatusView } from '../../../src/admin/status-view.ts'
import { Stage } from '../stage.ts'

async function open(t: Test): Promise<Stage> {
  const stage = await Stage.open({ config: simulatedInside })
  t.teardown(() => stage.stop())
  return stage
}

/** The register inside the daemon: the one that the page has hands for. */
const simulatedInside = (config: Stage['config']): Stage['config'] => ({
  ...config,
  registers: config.registers.map((one) => ({ ...one, connection: { type: 'simulated', protocol: 'v3' } })),
})

async function sell(stage: Stage, more: object = {}): Promise<string> {
  const { UUID } = await stage.print(more)
  await stage.clock.advance(2_000)
  return String(UUID)
}

const get = async <T>(stage: Stage, url: string): Promise<T> => {
  const { status, json, text } = await stage.admin(url)
  if (status !== 200) throw new Error(`${url}: ${status} ${text}`)
  return json() as T
}

interface Page {
  readonly receipts: readonly { readonly uuid: string; readonly state: string; readonly document?: number }[]
  readonly total: number
  readonly more: boolean
}

t.test('the status says everything that the overview shows', async (t) => {
  const stage = await open(t)
  await sell(stage)
  await stage.clock.advance(31_000)
  await get(stage, '/api/status')
  const status = await get<StatusView>(stage, '/api/status')
  t.match(status, {
    version: '1.2.3',
    today: '2026-11-23',
    registers: [
      {
        id: 'kkm-1',
        simulated: true,
        identity: { ffd: '1.2', capabilities: { marking: 'none', corrections: false, maxReceiptBytes: Number } },
        status: { paper: 'present', cover: 'closed', shift: { state: 'open', number: 1 }, ofd: { unsent: Number } },
        totals: { receipts: 1, sales: '1161.30', returns: '0.00', payments: { cashless: '1161.30', cash: '0.00' } },
      },
    ],
    portal: { pushes: false, heardAt: String, owed: 1 },
  })
})

t.test('a status of now, for whoever asks for a look', async (t) => {
  const stage = await open(t)
  await stage.clock.advance(1_000)
  await sell(stage)
  const shiftAt = async (url: string) => (await get<StatusView>(stage, url)).registers[0]?.status?.shift.state
  t.equal(await shiftAt('/api/status'), 'closed', 'as it was seen before the sale')
  t.equal(await shiftAt('/api/status?look=true'), 'open')
})

t.test('sums of the shift outlive a restart, and count a receipt once', async (t) => {
  const stage = await open(t)
  await sell(stage)
  await sell(stage)
  await stage.restart()
  await stage.clock.advance(1_000)
  await get(stage, '/api/status')
  await sell(stage)
  const { registers } = await get<StatusView>(stage, '/api/status')
  t.match(registers[0]?.totals, { receipts: 3, sales: '3483.90' })
})

t.test('receipts by day, in pages, newest first', async (t) => {
  const stage = await open(t)
  const uuids = [await sell(stage), await sell(stage), await sell(stage)]
  const first = await get<Page>(stage, '/api/receipts?limit=2')
  t.same(
    first.receipts.map(({ uuid }) => uuid),
    [uuids[2], uuids[1]],
  )
  t.match(first, { total: 3, more: true })
  const second = await get<Page>(stage, '/api/receipts?limit=2&offset=2')
  t.match(second, { receipts: [{ uuid: uuids[0], state: 'registered' }], more: false })
  t.match(await get<Page>(stage, '/api/receipts?day=2026-11-22'), { total: 0, receipts: [] })
})

t.test('a day in numbers', async (t) => {
  const stage = await open(t)
  await sell(stage)
  t.match(await get(stage, '/api/days/2026-11-23'), {
    receipts: 1,
    sales: '1161.30',
    payments: { cashless: '1161.30' },
    hours: { 13: 1 },
    waits: [{ upToSeconds: 5, receipts: 1 }],
  })
})

t.test('the paper and its QR code', async (t) => {
  const stage = await open(t)
  const uuid = await sell(stage)
  const { state } = await get<{ state: { document: { number: number } } }>(stage, `/api/receipts/${uuid}`)
  const path = `/api/registers/kkm-1/documents/${state.document.number}`
  t.match((await stage.admin(`${path}/paper`)).text, /КАССОВЫЙ ЧЕК[\s\S]*1161\.30/)
  t.match((await stage.admin(`${path}/qr.svg`)).text, /^<svg [\s\S]*<\/svg>/)
  t.equal((await stage.admin('/api/registers/kkm-1/documents/1/qr.svg')).status, 404, 'a report has none')
  const shown = (await stage.admin(`${path}/qr.svg`)).text
  await stage.admin('/api/registers/kkm-1/simulator', { cable: 'out' })
  t.equal((await stage.admin(`${path}/qr.svg`)).status, 503)
  t.equal(
    (await stage.admin(`/api/receipts/${uuid}/qr.svg`)).text,
    shown,
    'the record says the same without the register',
  )
})

t.test('the shift is opened and closed once, whoever asks twice', async (t) => {
  const stage = await open(t)
  const act = async (path: string, body: object = {}) =>
    (await stage.admin(`/api/registers/kkm-1/${path}`, body)).json()
  t.same(await act('shift/open'), { result: 'done' })
  t.same(await act('shift/open'), { result: 'nothing' })
  t.same(await act('cash-in', { sum: '1500.00' }), { result: 'done' })
  t.same(await act('x-report'), { result: 'done' })
  t.same(await act('test-print'), { result: 'done' })
  t.same(await act('copy', { document: 2 }), { result: 'done' })
  t.match(await get(stage, '/api/status'), { registers: [{ status: { cash: '1500.00', shift: { state: 'open' } } }] })
  t.same(await act('shift/close', { shift: 7 }), { result: 'nothing' }, 'another shift is not closed')
  t.same(await act('shift/close', { shift: 1 }), { result: 'done' })
  t.match(await get(stage, '/api/status'), { registers: [{ status: { shift: { state: 'closed' } } }] })
})

t.test('an action that cannot be says why', async (t) => {
  const stage = await open(t)
  const act = async (path: string, body: object) => {
    const { status, json } = await stage.admin(`/api/registers/kkm-1/${path}`, body)
    return { status, ...(json() as { error: string }) }
  }
  t.match(await act('cash-in', { sum: '0.00' }), { status: 400, error: /больше нуля/ })
  t.match(await act('cash-in', {}), { status: 400 })
  t.match(await act('shift/close', {}), { status: 400, error: /номер смены/ })
  t.match(await act('x-report', { unknown: 1 }), { status: 400 })
  await stage.admin('/api/registers/kkm-1/simulator', { paper: 'out' })
  t.match(await act('x-report', {}), { status: 503, code: 'NO_PAPER', error: /Нет бумаги/ })
})

t.test('the hands beside a simulated register', async (t) => {
  const stage = await open(t)
  const path = '/api/registers/kkm-1/simulator'
  await stage.admin(path, { paper: 'out', cover: 'open' })
  t.match(await get(stage, path), { power: true, plugged: true, conditions: ['cover-open', 'paper-out'] })
  t.match(await get(stage, '/api/status'), { registers: [{ status: { paper: 'out', cover: 'open' } }] })
  await stage.admin(path, { paper: 'present', cover: 'closed', clockOffsetMs: 3_600_000 })
  await stage.clock.advance(1_000)
  const { registers } = await get<StatusView>(stage, '/api/status')
  t.equal(registers[0]?.status?.paper, 'present')
  t.equal(Math.round((registers[0]?.status?.clockDriftMs ?? 0) / 60_000), 60, 'an hour ahead')
  const wrong = await stage.admin(path, { fault: 'no-such-fault' })
  t.equal(wrong.status, 400)
  t.match(wrong.text, /Неизвестный сбой/)
  const foreign = await stage.admin(path, { fault: 'nak-busyx*' })
  t.equal(foreign.status, 400)
  t.match(foreign.text, /nak-busy.*только в протоколе v2, а касса говорит по v3/)
  t.match(await get(stage, path), { faults: { armed: [] } })
  t.equal((await stage.admin('/api/registers/other/simulator')).status, 404)
})

t.test('a cable pulled or a power cut is trouble of the register, never the end of the daemon', async (t) => {
  const stage = await open(t)
  const path = '/api/registers/kkm-1/simulator'
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => {
    unhandled.push(reason)
  }
  process.on('unhandledRejection', note)
  t.teardown(() => process.off('unhandledRejection', note))
  const hands: readonly (readonly [object, object])[] = [
    [{ cable: 'out' }, { cable: 'in' }],
    [{ power: 'off' }, { power: 'on' }],
  ]
  for (const [harm, mend] of hands) {
    t.equal((await stage.admin(path, harm)).status, 200, JSON.stringify(harm))
    await stage.clock.advance(31_000)
    t.match((await get<StatusView>(stage, '/api/status')).registers, [{ trouble: { code: 'LINK_LOST' } }])
    await stage.admin(path, mend)
    await stage.clock.advance(31_000)
    t.notOk((await get<StatusView>(stage, '/api/status')).registers[0]?.trouble, 'mended')
  }
  t.equal((await stage.admin(path, { power: 'cut' })).status, 200)
  await stage.clock.advance(31_000)
  t.same(unhandled, [])
})

t.test('the API describes itself', async (t) => {
  const stage = await open(t)
  const { paths } = await get<{ paths: Record<string, object> }>(stage, '/api/docs/json')
  for (const path of [
    '/api/status',
    '/api/receipts/{uuid}/evidence',
    '/api/registers/{id}/shift/close',
    '/api/login',
  ]) {
    t.ok(paths[path], path)
  }
})
