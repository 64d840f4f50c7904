import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { systemClock } from '../../../drivers/clock.ts'
import { systemFiles } from '../../../drivers/files.ts'
import { silentLog } from '../../../drivers/log.ts'
import { type SimulateOptions, simulate } from '../../../drivers/simulator/simulate.ts'
import type { Link } from '../../../drivers/transport/link.ts'
import { openTcp } from '../../../drivers/transport/tcp.ts'

const hasSocat = spawnSync('socat', ['-V']).status === 0
const abort = Uint8Array.of(0xfe, 1, 0, 1, 0xc4, 0xf6)
const aborted = 'fe010001a3da'

const start = (folder: string, more: Partial<SimulateOptions>) =>
  simulate({ folder, files: systemFiles, clock: systemClock, log: silentLog, zone: '+03:00', ...more })

const firstBytes = (link: Link): Promise<string> =>
  new Promise((resolve) => link.receive((bytes) => resolve(Buffer.from(bytes).toString('hex'))))

t.test('TCP serves one host and refuses a second one', async (t) => {
  const simulation = await start(t.testdir(), { tcp: 0 })
  t.teardown(() => simulation.close())
  const port = simulation.tcpPort ?? 0
  const link = await openTcp('127.0.0.1', port, { clock: systemClock })
  const answer = firstBytes(link)
  link.send(abort)
  t.equal(await answer, aborted)
  const second = await openTcp('127.0.0.1', port, { clock: systemClock })
  await second.closed
  link.close()
  await pause(50)
  const third = await openTcp('127.0.0.1', port, { clock: systemClock })
  const again = firstBytes(third)
  third.send(abort)
  t.equal(await again, aborted)
  third.close()
})

t.test('a peer that resets the connection does no harm', async (t) => {
  const simulation = await start(t.testdir(), { tcp: 0 })
  t.teardown(() => simulation.close())
  const socket = connect(simulation.tcpPort ?? 0, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(abort)
  socket.resetAndDestroy()
  await pause(50)
  t.match(simulation.simulator.state(), { power: true, connected: false })
})

t.test('nowhere to listen, a port that is taken, a fault that does not exist', async (t) => {
  await t.rejects(start(t.testdir(), {}), { name: 'SimulatorFailure', reason: { code: 'NOWHERE_TO_LISTEN' } })
  const simulation = await start(t.testdir(), { tcp: 0 })
  t.teardown(() => simulation.close())
  await t.rejects(start(t.testdir({ other: {} }), { tcp: simulation.tcpPort ?? 0 }), { code: 'EADDRINUSE' })
  await t.rejects(start(t.testdir({ other: {} }), { tcp: 0, fault: ['earthquake'] }), {
    name: 'SimulatorFailure',
    reason: { code: 'FAULT_UNKNOWN' },
  })
})

t.test('the control API', async (t) => {
  const simulation = await start(t.testdir(), { tcp: 0, control: 0 })
  t.teardown(() => simulation.close())
  const base = `http://127.0.0.1:${simulation.controlPort}`
  const get = async (path: string) => fetch(`${base}${path}`)
  const post = async (path: string, body: unknown) =>
    (
      await fetch(`${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    ).status
  const conditions = async () => ((await (await get('/state')).json()) as { conditions: string[] }).conditions
  t.equal(await post('/paper', { state: 'out' }), 200)
  t.equal(await post('/cover', { state: 'open' }), 200)
  t.same(await conditions(), ['cover-open', 'paper-out'])
  t.equal(await post('/paper', { state: 'present' }), 200)
  t.equal(await post('/condition', { name: 'fn-full', on: true }), 200)
  t.equal(await post('/fault', { fault: 'drop-async@4A' }), 200)
  t.same(await conditions(), ['cover-open', 'fn-full'])
  t.equal(await post('/fault', { clear: true }), 200)
  t.equal(await post('/clock', { offsetMs: 60_000 }), 200)
  for (const [path, body] of [
    ['/paper', { state: 'wet' }],
    ['/fault', { fault: 'earthquake' }],
    ['/clock', { offsetMs: 'now' }],
    ['/condition', { name: 'fn-full' }],
    ['/cover', 'not json'],
    ['/cover', '"open"'],
  ] as const) {
    t.equal(await post(path, body), 400, `${path} ${JSON.stringify(body)}`)
  }
  t.equal(await post('/nothing', {}), 404)
  t.match(await (await get('/documents')).json(), [{ code: 1, number: 1, tags: { 1041: '9999078900001234' } }])
  t.match(await (await get('/paper/1')).text(), /ОТЧЕТ О РЕГИСТРАЦИИ/)
  t.equal((await get('/paper/2')).status, 404)
  t.equal((await get('/paper/x')).status, 404)
  t.equal(await post('/power', { state: 'off' }), 200)
  t.match(await (await get('/state')).json(), { power: false })
  t.equal(await post('/power', { state: 'on' }), 200)
  await pause(100)
  t.match(await (await get('/state')).json(), { power: true, lastDocument: 1 })
  t.equal(await post('/cable', { state: 'out' }), 200)
  await (await openTcp('127.0.0.1', simulation.tcpPort ?? 0, { clock: systemClock })).closed
})

t.test('a pty is a serial port', { skip: hasSocat ? false : 'socat is not installed' }, async (t) => {
  const folder = t.testdir()
  const path = `${folder}/ttyATOL`
  const simulation = await start(folder, { pty: path, baud: 115_200 })
  const port = await open(path, 'r+')
  await port.write(abort)
  const { bytesRead, buffer } = await port.read(Buffer.alloc(16), 0, 6)
  t.equal(buffer.subarray(0, bytesRead).toString('hex'), aborted)
  await port.close()
  await simulation.close()
  t.notOk(existsSync(path), 'nothing is left behind')
})
