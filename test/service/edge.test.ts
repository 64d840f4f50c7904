import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stringify } from 'qs'
import t from 'tap'
import { benchReceipt } from '../bench/bench-receipt.ts'
import { type RunningBridge, spawnBridge } from '../bridge-process.ts'
import { holdSocket } from './held-socket.ts'
import { unless } from './programs.ts'
import { type PublicEnd, startPublicEnd } from './public-end.ts'

t.setTimeout(180_000)

interface Reply {
  readonly status: number
  readonly type: string | null
  readonly body: { UUID?: string; ERRORS?: string[]; STATUS?: string; FISCAL_DOC_NUMBER?: number }
}

/** Every answer to Bitrix24 that the public end gave for the shop. */
const fallbacks: string[] = []

/** What Bitrix24 would see. */
async function post(end: PublicEnd, path: string, fields: object): Promise<Reply> {
  const response = await fetch(`${end.address}/bitrix24/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: stringify(fields, { format: 'RFC1738' }),
    redirect: 'manual',
  })
  if (response.headers.get('x-fiscal-bridge-edge') === 'fallback') fallbacks.push(path)
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Reply['body'],
  }
}

const print = (end: PublicEnd, number: number) => post(end, 'demo/print', benchReceipt(number))
const check = (end: PublicEnd, uuid: string) => post(end, 'demo/check', { uuid })

async function printed(end: PublicEnd, number: number): Promise<Reply['body']> {
  const { UUID = '' } = (await print(end, number)).body
  // A receipt that was cut off is settled behind a fence of 20 s.
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await check(end, UUID)
    if (body.STATUS !== 'WAIT') return body
    await wait(100)
  }
  throw new Error(`receipt ${number} was not printed`)
}

const waitAnswer = { status: 200, type: 'application/json; charset=utf-8', body: { STATUS: 'WAIT' } }
const offlineAnswer = { status: 200, body: { ERRORS: [/не в сети: чек не напечатан/] } }
const keptBackAnswer = { status: 200, body: { ERRORS: [/не передан: чек не напечатан/] } }
const unknownAnswer = { status: 200, body: { ERRORS: [/исход неизвестен.*прежде чем продавать снова/] } }

t.test('through ssh and nginx', { skip: unless('sshd', 'ssh', 'ssh-keygen', 'nginx') }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-shop-'))
  const config = join(folder, 'config.json')
  const example = JSON.parse(await readFile('config.example.json', 'utf8')) as object
  await writeFile(config, JSON.stringify({ ...example, data: join(folder, 'data'), logLevel: 'warn' }))
  const socket = holdSocket()
  const start = (): Promise<RunningBridge> => spawnBridge('src', config, [], { socket: socket.fd })
  let bridge = await start()
  const end = await startPublicEnd(Number(new URL(socket.address).port))
  t.teardown(async () => {
    await bridge.kill()
    await end.close()
    socket.close()
    await rm(folder, { recursive: true, force: true })
  })

  await t.test('no tunnel yet: the edge answers for the shop', async (t) => {
    t.same(await check(end, 'whatever'), waitAnswer)
    t.match(await print(end, 1), offlineAnswer)
  })

  await t.test('a receipt is printed', async (t) => {
    await end.startTunnel()
    t.match(await printed(end, 1), { STATUS: 'DONE', FISCAL_DOC_NUMBER: Number })
  })

  await t.test('the probe is answered by the daemon itself', async (t) => {
    const nonce = '00112233445566778899aabbccddeeff'
    const ask = () => fetch(`${end.address}/bitrix24/demo/probe`, { method: 'POST', body: JSON.stringify({ nonce }) })
    t.match(await (await ask()).json(), { PROBE: /^[0-9a-f]{64}$/ })
  })

  await t.test('only what Bitrix24 calls leaves the shop, and a wrong address gets a legal answer', async (t) => {
    for (const path of ['/', '/api/status', '/metrics', '/bitrix24']) {
      t.equal((await fetch(`${end.address}${path}`, { redirect: 'manual' })).status, 404, path)
    }
    t.match(await post(end, 'demo/other', {}), { status: 200, body: { STATUS: 'WAIT', ERRORS: [String] } })
    t.match(await post(end, 'wrong-secret/check', { uuid: 'x' }), waitAnswer)
    t.match(await post(end, 'wrong-secret/print', benchReceipt(9)), { status: 200, body: { ERRORS: [String] } })
  })

  await t.test('a body that is too large is answered, too', async (t) => {
    t.match(await post(end, 'demo/print', { filler: 'x'.repeat(3_000_000) }), keptBackAnswer)
    t.match(await post(end, 'demo/print', { filler: 'x'.repeat(1_500_000) }), {
      status: 200,
      body: { ERRORS: [String] },
    })
  })

  await t.test('the tunnel is cut, and comes back', async (t) => {
    await end.cutTunnel()
    t.same(await check(end, 'whatever'), waitAnswer)
    t.match(await print(end, 2), offlineAnswer)
    await end.startTunnel()
    t.match(await printed(end, 2), { STATUS: 'DONE' })
  })

  await t.test('the daemon is killed in the middle of requests, and started again', async (t) => {
    const { UUID = '' } = (await print(end, 3)).body
    await bridge.kill()
    await bridge.finished
    const asked = [check(end, UUID), print(end, 4)] as const
    await wait(500)
    bridge = await start()
    const [checked, accepted] = await Promise.all(asked)
    t.equal(checked.status, 200)
    t.match(checked.body.STATUS, /^(WAIT|DONE)$/)
    t.match(accepted, { status: 200, body: { UUID: String } }, 'the socket kept the request until somebody listened')
    const first = await printed(end, 3)
    t.match(first, { STATUS: 'DONE' })
    t.not((await printed(end, 4)).FISCAL_DOC_NUMBER, first.FISCAL_DOC_NUMBER)
  })

  await t.test('the daemon is frozen', async (t) => {
    bridge.child.kill('SIGSTOP')
    const [checked, refused] = await Promise.all([check(end, 'whatever'), print(end, 5)])
    t.same(checked, waitAnswer)
    t.match(refused, unknownAnswer)
    bridge.child.kill('SIGCONT')
    const again = await printed(end, 5)
    t.match(again, { STATUS: 'DONE' }, 'the same receipt again: printed once')
    t.equal((await printed(end, 5)).FISCAL_DOC_NUMBER, again.FISCAL_DOC_NUMBER)
  })

  await t.test('the daemon is gone and stays away', async (t) => {
    await bridge.kill()
    await bridge.finished
    const [checked, refused] = await Promise.all([check(end, 'whatever'), print(end, 6)])
    t.same(checked, waitAnswer)
    t.match(refused, unknownAnswer)
  })

  await t.test('every answer given for the shop is in the log, and no secret', async (t) => {
    const read = () => end.fallbackLog().trim().split('\n')
    // nginx writes the line after the answer.
    for (let tries = 0; tries < 100 && read().length < fallbacks.length; tries += 1) await wait(50)
    const lines = read()
    t.equal(lines.length, fallbacks.length)
    t.ok(lines.length >= 9, 'two for each time the shop was away, one for the body too large')
    for (const line of lines) t.match(line, /POST ANSWERED-FOR-THE-SHOP tunnel=/)
    t.notMatch(end.fallbackLog() + end.accessLog() + end.errorLog(), /demo|wrong-secret/)
  })
})
