import t from 'tap'
import { publicLimits } from '../../../src/public/limits.ts'
import { ShopWorld } from '../../portal/shop-world.ts'
import { bodiesOf, exchange, open } from './client.ts'

const post = (path: string, body: string, ...headers: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Connection: close', `Content-Length: ${body.length}`, ...headers, '', body].join('\r\n')
const { bodyBytes } = publicLimits

t.test('what no endpoint could be asked about is answered by its cause, always with 200', async (t) => {
  const door = await open(t)
  for (const [request, answer] of [
    [post('/bitrix24/s/print', 'x'.repeat(bodyBytes)), 'print'],
    [post('/bitrix24/s/print', 'x'.repeat(bodyBytes + 1)), 'too large'],
    [post('/bitrix24/s/check', 'x'.repeat(4 * bodyBytes)), 'too large'],
    [post('/bitrix24/s/check', 'x', 'Content-Type: ;;;'), 'check'],
    [post('/bitrix24/s/check', 'x', 'Host: x', 'Expect: a miracle'), 'check'],
    [post('/bitrix24/s/check', 'x', 'Host: x', 'Upgrade: websocket', 'Connection: upgrade'), 'check'],
    [post('/bitrix24/s/check', 'x', `X: ${'x'.repeat(20_000)}`), 'broken'],
    [post('/bitrix24/s/check', 'x', 'Transfer-Encoding: chunked'), 'broken'],
    [post('/bitrix24/print', 'x'), 'unknown path'],
    [post('/bitrix24/print', 'x'.repeat(4 * bodyBytes)), 'unknown path'],
    ['GET /bitrix24/s/print HTTP/1.1\r\nConnection: close\r\n\r\n', 'unknown path'],
    ['GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nmore', 'unknown path'],
    ['CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\nxxx', 'unknown path'],
    ['rubbish\r\n\r\n', 'broken'],
  ] as const) {
    t.equal(bodiesOf(await exchange(door, request))[0], answer, request.slice(0, 100))
  }
})

t.test('a CHECK with a broken chunk is answered', async (t) => {
  const door = await open(t)
  for (const chunk of ['zz\r\nx\r\n', '1\r\nxx\r\n', '5\r\nuu', '1\r\nx\r\n1']) {
    const socket = await door.dial()
    const answer = new Promise((resolve) => socket.once('data', resolve))
    socket.write(`POST /bitrix24/s/check HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`)
    if (/z|xx/.test(chunk)) t.same(bodiesOf(String(await answer)), ['broken'], JSON.stringify(chunk))
    else {
      socket.end()
      t.same(bodiesOf(String(await answer)), ['broken'], JSON.stringify(chunk))
    }
    socket.destroy()
  }
})

t.test('each cause has a code of its own, legal for PRINT and for CHECK', async (t) => {
  const world = await ShopWorld.open({ pushes: false })
  t.teardown(() => world.close())
  const { unreadable } = world.bridge?.endpoints ?? {}
  for (const [cause, code] of [
    ['unknownPath', 'B24-107'],
    ['tooLarge', 'B24-106'],
    ['broken', 'B24-102'],
    ['busy', 'B24-108'],
  ] as const) {
    const answer = JSON.parse(unreadable?.[cause] ?? '') as { STATUS: string; ERRORS: string[] }
    t.equal(answer.STATUS, 'WAIT')
    t.match(answer.ERRORS, [new RegExp(`^${code} [^{}]+$`)])
  }
})
