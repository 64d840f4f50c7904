import { once } from 'node:events'
import t from 'tap'
import { bodiesOf, isEmpty, open, textOf } from './client.ts'

/** PRINT that answers when told so. */
function slowPrint() {
  let release: (text: string) => void = () => undefined
  let begun: () => void = () => undefined
  const asked = new Promise<void>((resolve) => {
    begun = resolve
  })
  const print = (): Promise<string> =>
    new Promise((resolve) => {
      release = resolve
      begun()
    })
  return { print, asked, release: () => release('"slow print"') }
}

const whole = 'POST /bitrix24/s/print HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx'

t.test('the answer to a whole request goes out, whatever follows', async (t) => {
  for (const [what, tail] of [
    ['rubbish', ' rubbish'],
    ['half a head', 'POST /bitrix24/s/print HT'],
    ['its end', undefined],
  ] as const) {
    const { print, asked, release } = slowPrint()
    const door = await open(t, { headMs: 100, idleMs: 100 }, { print })
    const socket = await door.dial()
    if (tail === undefined) socket.end(whole)
    else socket.write(whole + tail)
    await asked
    await new Promise((resolve) => setTimeout(resolve, 30))
    release()
    const bodies = bodiesOf(await textOf(socket))
    t.equal(bodies[0], 'slow print', what)
    t.notOk(bodies.includes('print'))
    t.ok(await isEmpty(door), what)
  }
})

t.test('requests on one connection are answered in order; a cut one behind them is not accepted', async (t) => {
  let printed = 0
  const door = await open(t, {}, { print: async () => `"print ${++printed}"` })
  const socket = await door.dial()
  socket.end(whole + whole + whole.replace('Content-Length: 1', 'Content-Length: 2'))
  t.same(bodiesOf(await textOf(socket)), ['print 1', 'print 2', 'broken'])
  t.equal(printed, 2)
})

t.test('a tunnel behind a whole request is turned away after the answer', async (t) => {
  const { print, asked, release } = slowPrint()
  const door = await open(t, {}, { print })
  const socket = await door.dial()
  socket.write(`${whole}CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n`)
  await asked
  release()
  t.same(bodiesOf(await textOf(socket)), ['slow print', 'unknown path'])
})

t.test('who sends more requests than may wait gets the answers of those before, and nothing more', async (t) => {
  const { print, asked, release } = slowPrint()
  const door = await open(t, { pipelined: 2 }, { print })
  const socket = await door.dial()
  const check = whole.replace('/print', '/check')
  socket.write(whole + check + check + check + check)
  await asked
  // The rest came in the same packet.
  await new Promise((resolve) => setImmediate(resolve))
  release()
  t.same(bodiesOf(await textOf(socket)), ['slow print', 'check', 'check'])
  t.ok(await isEmpty(door))
})

t.test('a client that is gone before its answer leaves nothing behind', async (t) => {
  const { print, asked, release } = slowPrint()
  const door = await open(t, {}, { print })
  const socket = await door.dial()
  socket.write(whole)
  await asked
  socket.resetAndDestroy()
  release()
  t.ok(await isEmpty(door))
})

t.test('a client that takes no answers is cut off', async (t) => {
  const door = await open(t, { answerMs: 100 }, { check: async () => JSON.stringify('x'.repeat(8_000_000)) })
  const socket = await door.dial()
  socket.write(whole.replace('/print', '/check'))
  await once(socket, 'readable')
  t.ok(await isEmpty(door))
  socket.resume()
  t.ok((await textOf(socket)).length < 8_000_000)
})

t.test('a client that still writes reads the refusal', async (t) => {
  const door = await open(t, { bodyBytes: 1_000 })
  const socket = await door.dial()
  const size = 8_000_000
  socket.write(`POST /bitrix24/s/print HTTP/1.1\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n`)
  socket.write('x'.repeat(size))
  t.same(bodiesOf(await textOf(socket)), ['too large'])
  const cut = await door.dial()
  cut.write(`POST /bitrix24/s/print HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nbroken\r\n${'x'.repeat(size)}`)
  t.same(bodiesOf(await textOf(cut)), ['broken'])
})
