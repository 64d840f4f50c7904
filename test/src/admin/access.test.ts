import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { InjectOptions } from 'fastify'
import t, { type Test } from 'tap'
import { hashPassword } from '../../../src/base/password-hash.ts'
import { adminDoor } from '../../admin-door.ts'
import { Stage } from '../stage.ts'

const password = 'correct horse'

async function open(t: Test, admin: object = {}) {
  const stage = await Stage.open({ config: (config) => ({ ...config, admin: { ...config.admin, ...admin } }) })
  t.teardown(() => stage.stop())
  const ask = (url: string, options: InjectOptions = {}) =>
    adminDoor(stage.bridge).inject({ url, ...options, headers: { host: '127.0.0.1:8081', ...options.headers } })
  const act = (url: string, headers: Record<string, string> = {}, payload: object = {}) =>
    ask(url, { method: 'POST', payload, headers: { 'x-fiscal-bridge': '1', ...headers } })
  return { stage, ask, act }
}

t.test('without a password this machine is let in, under its own names only', async (t) => {
  const { ask } = await open(t)
  for (const host of ['127.0.0.1:8081', 'localhost:8081', '[::1]:8081', '127.0.0.2']) {
    t.equal((await ask('/api/status', { headers: { host } })).statusCode, 200, host)
  }
  for (const host of ['evil.example', '127.0.0.1.evil.example', '192.168.1.5', 'localhost.evil']) {
    t.equal((await ask('/api/status', { headers: { host } })).statusCode, 403, `"${host}"`)
  }
})

t.test('an action from a foreign page is refused', async (t) => {
  const { act, ask } = await open(t)
  const path = '/api/registers/kkm-1/test-print'
  const forged: Record<string, string>[] = [
    { 'x-fiscal-bridge': '' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of forged) t.equal((await act(path, headers)).statusCode, 403, JSON.stringify(headers))
  t.equal((await ask(path, { method: 'POST', payload: {} })).statusCode, 403, 'no header at all')
  const own = { origin: 'http://127.0.0.1:8081', 'sec-fetch-site': 'same-origin' }
  t.equal((await act('/api/registers/none/test-print', own)).statusCode, 404, 'our own page gets through')
})

t.test('every answer forbids whatever comes from elsewhere', async (t) => {
  const { ask } = await open(t)
  const { headers } = await ask('/api/status')
  const policy = String(headers['content-security-policy'])
  t.match(policy, /default-src 'none'/)
  t.match(policy, /script-src 'self'(;|$)/)
  t.notMatch(policy, /unsafe|https?:/)
  t.equal(headers['x-content-type-options'], 'nosniff')
  t.equal(headers['access-control-allow-origin'], undefined)
})

t.test('with a password nothing is told before it is known', async (t) => {
  const { ask, act } = await open(t, { password: await hashPassword(password, new Uint8Array(16)) })
  for (const path of ['/api/status', '/api/events', '/api/receipts', '/metrics', '/api/docs/json']) {
    t.equal((await ask(path)).statusCode, 401, path)
  }
  t.same((await ask('/api/session')).json(), { required: true, open: false })
  const login = await act('/api/login', {}, { password })
  t.equal(login.statusCode, 200)
  const cookie = String(login.headers['set-cookie'])
  t.match(cookie, /HttpOnly/)
  t.match(cookie, /SameSite=Strict/)
  const [session = ''] = cookie.split(';')
  t.equal((await ask('/api/status', { headers: { cookie: session } })).statusCode, 200)
  t.equal((await ask('/api/status', { headers: { cookie: 'fiscal-bridge=guess' } })).statusCode, 401)
  await act('/api/logout', { cookie: session })
  t.equal((await ask('/api/status', { headers: { cookie: session } })).statusCode, 401, 'a closed session is over')
})

/** Sends a request line as it is: clients of libraries mend addresses before they send them. */
function sendRaw(address: string, line: string): Promise<string> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.end(`${line} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nx-fiscal-bridge: 1\r\nconnection: close\r\n\r\n`)
  return text(socket)
}

t.test('no spelling of an address goes round the password', async (t) => {
  const { stage } = await open(t, { password })
  const door = adminDoor(stage.bridge)
  const address = await door.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => door.close())
  const hidden = [
    'GET /%61pi/status',
    'GET /api/%73tatus',
    'GET /%6detrics',
    'GET //api/status',
    'GET /api//status',
    'GET /./api/status',
    'GET /app.js/../api/status',
    'GET /api/status;/app.js',
    'GET /API/status',
    'GET /?/../api/status',
    `GET ${address}/api/status`,
    `GET ${address}/%61pi/status`,
    'GET http://evil.example/metrics',
    'GET /%61pi/docs/json',
    'HEAD /%61pi/status',
    'POST /%61pi/registers/kkm-1/shift/open',
    `POST ${address}/api/registers/kkm-1/shift/open`,
    'POST /%61pi/logout',
  ]
  for (const line of hidden) t.match(await sendRaw(address, line), /^HTTP\/1\.1 (401|404) /, line)
  for (const line of ['GET /api/session', 'GET /%61pi/session', `GET ${address}/api/session?now=1`]) {
    t.match(await sendRaw(address, line), /^HTTP\/1\.1 200 /, line)
  }
  t.equal(stage.documents().includes(2), false, 'no shift was opened')
})

t.test('every route but the page, the login and the session wants the password', async (t) => {
  const { ask } = await open(t, { password })
  const { paths } = (await ask('/api/docs/json', { headers: { authorization: `Bearer ${password}` } })).json()
  for (const [path, methods] of Object.entries<object>(paths)) {
    for (const method of Object.keys(methods).map((name) => name.toUpperCase() as 'GET' | 'POST')) {
      const { statusCode } = await ask(path, { method, headers: { 'x-fiscal-bridge': '1' } })
      if (path === '/api/login' || path === '/api/session') t.not(statusCode, 401, `${method} ${path}`)
      else t.equal(statusCode, 401, `${method} ${path}`)
    }
  }
  t.not((await ask('/')).statusCode, 401, 'the page itself')
})

t.test('a session ends by itself', async (t) => {
  const { stage, ask, act } = await open(t, { password })
  const [session = ''] = String((await act('/api/login', {}, { password })).headers['set-cookie']).split(';')
  t.equal((await ask('/api/status', { headers: { cookie: session } })).statusCode, 200)
  await stage.clock.advance(12 * 3_600_000 + 1)
  t.equal((await ask('/api/status', { headers: { cookie: session } })).statusCode, 401)
})

t.test('programs send the password itself', async (t) => {
  const { ask } = await open(t, { password })
  const bearer = (word: string) => ask('/api/status', { headers: { authorization: `Bearer ${word}` } })
  t.equal((await bearer(password)).statusCode, 200)
  t.equal((await bearer('another')).statusCode, 401)
})

t.test('guesses sent at once are counted one by one', async (t) => {
  const { act } = await open(t, { password: await hashPassword(password, new Uint8Array(16)) })
  const guesses = Array.from({ length: 30 }, (_, at) => act('/api/login', {}, { password: `guess ${at}` }))
  const statuses = (await Promise.all([...guesses, act('/api/login', {}, { password })])).map((one) => one.statusCode)
  t.same(statuses, [...Array(5).fill(401), ...Array(26).fill(429)], 'the right one among them does not get in either')
})

t.test('a scraper with an old password locks out nobody else on the same machine', async (t) => {
  const { ask, act } = await open(t, { password })
  const bearer = async (path: string, word: string) =>
    (await ask(path, { headers: { authorization: `Bearer ${word}` } })).statusCode
  for (let scrape = 0; scrape < 5; scrape += 1) t.equal(await bearer('/metrics', 'last year'), 401)
  t.equal(await bearer('/metrics', 'last year'), 429)
  t.equal(await bearer('/api/status', password), 200, 'the command line works')
  t.equal((await act('/api/login', {}, { password })).statusCode, 200, 'and so does the page')
})

t.test('wrong passwords lock out, and time lets in again', async (t) => {
  const { stage, act } = await open(t, { password })
  const login = async (word: string) => (await act('/api/login', {}, { password: word })).statusCode
  for (let attempt = 0; attempt < 5; attempt += 1) t.equal(await login('wrong password'), 401)
  t.equal(await login(password), 429, 'not even the right one is tried')
  await stage.clock.advance(60_000)
  t.equal(await login('wrong password'), 401)
  await stage.clock.advance(60_000)
  t.equal(await login(password), 429, 'the second lock is longer')
  await stage.clock.advance(60_000)
  t.equal(await login(password), 200)
})
