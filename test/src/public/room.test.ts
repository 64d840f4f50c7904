import { once } from 'node:events'
import type { Socket } from 'node:net'
import t from 'tap'
import { ByteBudget } from '../../../src/public/byte-budget.ts'
import { bodiesOf, type Door, exchange, isEmpty, open, textOf } from './client.ts'

const check = 'POST /bitrix24/s/check HTTP/1.1\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx'
const begun = (size: number): string =>
  `POST /bitrix24/s/print HTTP/1.1\r\nContent-Length: ${size + 1}\r\n\r\n${'x'.repeat(size)}`

async function hold({ dial }: Door, count: number, text: string): Promise<Socket[]> {
  const sockets: Socket[] = []
  for (let index = 0; index < count; index += 1) {
    const socket = await dial()
    socket.write(text)
    sockets.push(socket)
  }
  return sockets
}

t.test('whoever holds connections gives way to who asks', async (t) => {
  for (const text of ['', 'POST /bitrix', begun(10)]) {
    const door = await open(t, { connections: 10, closing: 2 })
    const sockets = await hold(door, 40, text)
    t.same(bodiesOf(await exchange(door, check)), ['check'])
    t.ok(door.listener.load.connections <= 14, `${door.listener.load.connections} connections`)
    const [first] = sockets
    t.same(first && bodiesOf(await textOf(first)), ['busy'])
    for (const socket of sockets) socket.destroy()
    t.ok(await isEmpty(door))
  }
})

t.test('an answer that is being made is not given away; who comes then is told so', async (t) => {
  const release: (() => void)[] = []
  const print = (): Promise<string> => new Promise((resolve) => release.push(() => resolve('"print"')))
  const door = await open(t, { connections: 2 }, { print })
  const whole = 'POST /bitrix24/s/print HTTP/1.1\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx'
  const answers = (await hold(door, 2, whole)).map(textOf)
  while (release.length < 2) await new Promise((resolve) => setImmediate(resolve))
  t.same(bodiesOf(await exchange(door, '')), ['busy'])
  for (const answer of release) answer()
  for (const answer of answers) t.same(bodiesOf(await answer), ['print'])
})

t.test('bodies under way have one room, and the oldest unfinished one loses it', async (t) => {
  const room = 100_000
  const door = await open(t, { bytesUnderWay: room, bodyMs: 500 })
  const sockets = await hold(door, 10, begun(30_000))
  const answers = sockets.map(textOf)
  const large = `POST /bitrix24/s/print HTTP/1.1\r\nConnection: close\r\nContent-Length: 60000\r\n\r\n${'x'.repeat(60_000)}`
  t.same(bodiesOf(await exchange(door, large)), ['print'])
  t.ok(door.listener.load.bytes <= room)
  const said = (await Promise.all(answers)).flatMap(bodiesOf)
  t.equal(said.length, 10)
  t.equal(said[0], 'busy')
  t.same([...new Set(said)].sort(), ['broken', 'busy'])
  t.ok(await isEmpty(door))
})

t.test('a thousand small pieces take no more room than one large one', async (t) => {
  const door = await open(t)
  const socket = await door.dial()
  socket.write('POST /bitrix24/s/print HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n')
  socket.write('1\r\nx\r\n'.repeat(20_000))
  socket.write('0\r\n\r\n')
  const [answer] = await once(socket, 'data')
  t.same(bodiesOf(String(answer)), ['print'])
  socket.destroy()
})

t.test('the room itself', async (t) => {
  const budget = new ByteBudget(10)
  const taken: string[] = []
  const first = budget.claim(() => taken.push('first'))
  const second = budget.claim(() => taken.push('second'))
  const third = budget.claim(() => taken.push('third'))
  t.ok(first.grow(4))
  t.ok(second.grow(4))
  second.keep()
  t.ok(third.grow(6))
  t.same(taken, ['first'], 'not what is being answered')
  t.notOk(third.grow(1))
  third.release()
  second.release()
  t.equal(budget.free, 10)
})
