import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import t, { type Test } from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import { bodyLimit, createPublicServer } from '../../../src/public/listener.ts'
import { ShopWorld } from '../../portal/shop-world.ts'

const unreadable = { unknownPath: '"unknown path"', tooLarge: '"too large"', broken: '"broken"' }
const endpoints = { print: async () => '"print"', check: async () => '"check"', unreadable }

t.test('what no endpoint could be asked about is answered by its cause, always with 200', async (t) => {
  const app = createPublicServer(endpoints, silentLog)
  t.teardown(() => app.close())
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const [request, answer] of [
    [{ method: 'POST', url: '/bitrix24/s/print', headers: form, payload: Buffer.alloc(bodyLimit, 'x') }, 'print'],
    [
      { method: 'POST', url: '/bitrix24/s/print', headers: form, payload: Buffer.alloc(bodyLimit + 1, 'x') },
      'too large',
    ],
    [
      { method: 'POST', url: '/bitrix24/s/check', headers: form, payload: Buffer.alloc(bodyLimit + 1, 'x') },
      'too large',
    ],
    [{ method: 'POST', url: '/bitrix24/s/print', headers: { 'content-type': ';;;' }, payload: 'x' }, 'broken'],
    [{ method: 'POST', url: '/bitrix24/s/print', headers: { ...form, 'content-length': '9' }, payload: 'x' }, 'broken'],
    [{ method: 'GET', url: '/bitrix24/s/print' }, 'unknown path'],
    [{ method: 'POST', url: '/bitrix24/print', headers: form, payload: 'x' }, 'unknown path'],
    [{ method: 'POST', url: `/bitrix24/${'s'.repeat(300)}/print`, headers: form, payload: 'x' }, 'unknown path'],
    [{ method: 'POST', url: '/bitrix24/%zz/print', headers: form, payload: 'x' }, 'unknown path'],
  ] as const) {
    const { statusCode, headers, body } = await app.inject(request)
    t.strictSame([statusCode, JSON.parse(body)], [200, answer], `${request.method} ${request.url.slice(0, 30)}`)
    t.match(headers['content-type'], /^application\/json/)
  }
})

/** What comes back over a connection of its own, until it is closed. */
async function exchange(t: Test, request: string, slow = endpoints): Promise<string> {
  const app = createPublicServer(slow, silentLog)
  t.teardown(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(request)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await once(socket, 'end')
  return text
}

t.test('what is no HTTP is broken', async (t) => {
  t.match(await exchange(t, 'rubbish\r\n\r\n'), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n"broken"$/s)
})

t.test('unusual heads are answered like any other', async (t) => {
  for (const head of ['', 'Host: x\r\nExpect: a miracle\r\n']) {
    const request = `POST /bitrix24/s/check HTTP/1.1\r\n${head}Content-Length: 1\r\nConnection: close\r\n\r\nx`
    t.match(await exchange(t, request), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n"check"$/s)
  }
})

t.test('rubbish behind a whole request does not answer in its place', async (t) => {
  const print = async (): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return '"print"'
  }
  const request = 'POST /bitrix24/s/print HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx rubbish'
  const text = await exchange(t, request, { ...endpoints, print })
  t.match(text, /"print"$/)
  t.notMatch(text, /broken/)
})

t.test('each cause has a code of its own, legal for PRINT and for CHECK', async (t) => {
  const world = await ShopWorld.open({ pushes: false })
  t.teardown(() => world.close())
  const server = world.bridge?.publicServer
  const headers = { 'content-type': 'text/plain' }
  const url = `/bitrix24/${world.config.bitrix24.secret}/print`
  for (const [request, code] of [
    [{ method: 'POST', url: '/', headers, payload: 'x' }, 'B24-107'],
    [{ method: 'POST', url, headers, payload: Buffer.alloc(bodyLimit + 1, 'x') }, 'B24-106'],
    [{ method: 'POST', url, headers: { 'content-type': ';;;' }, payload: 'x' }, 'B24-102'],
  ] as const) {
    const answer = (await server?.inject(request))?.json() as { STATUS: string; ERRORS: string[] }
    t.equal(answer.STATUS, 'WAIT')
    t.strictSame(
      answer.ERRORS.map((text) => text.slice(0, 7)),
      [code],
    )
    t.notMatch(answer.ERRORS[0], /[{}]/)
  }
})
