import { once } from 'node:events'
import type { Socket } from 'node:net'
import t, { type Test } from 'tap'
import { bodiesOf, open, textOf } from './client.ts'

const ask = (endpoint: string): string =>
  `POST /bitrix24/s/${endpoint} HTTP/1.1\r\nHost: shop\r\nContent-Length: 1\r\n\r\nx`

async function listening(t: Test) {
  let release = (): void => undefined
  let arrived = (): void => undefined
  const waiting = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const print = (): Promise<string> =>
    new Promise((resolve) => {
      release = () => resolve('"slow"')
      arrived()
    })
  const door = await open(t, { graceMs: 1_000, stopMs: 6_000 }, { print })
  return { ...door, waiting, release: () => release() }
}

/** Lets the stop begin. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

async function reply(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  return chunk.toString()
}

t.test('a request in the works is answered, with Connection: close', async (t) => {
  const { listener, dial, waiting, release } = await listening(t)
  const socket = await dial()
  socket.write(ask('print'))
  await waiting
  const closed = listener.close()
  await turn()
  release()
  const answer = await textOf(socket)
  t.same(bodiesOf(answer), ['slow'])
  t.match(answer, /connection: close/i)
  await closed
})

t.test('the next request of a kept connection is answered after the stop began', async (t) => {
  const { listener, dial } = await listening(t)
  const socket = await dial()
  socket.write(ask('check'))
  t.notMatch(await reply(socket), /connection: close/i)
  const closed = listener.close()
  await turn()
  socket.write(ask('check'))
  const answer = await textOf(socket)
  t.same(bodiesOf(answer), ['check'])
  t.match(answer, /connection: close/i)
  await closed
})

t.test('a connection accepted before the stop, whose request comes after it, is answered', async (t) => {
  const { listener, dial } = await listening(t)
  const kept = await dial()
  kept.write(ask('check'))
  await reply(kept)
  const socket = await dial()
  // The kept connection's round trip shows that the listener has met the new one, too.
  kept.write(ask('check'))
  await reply(kept)
  const closed = listener.close()
  await turn()
  socket.write(ask('check'))
  t.same(bodiesOf(await textOf(socket)), ['check'])
  kept.destroy()
  await closed
})

t.test('a connection that stays silent delays the end by about a second', async (t) => {
  const { listener, dial } = await listening(t)
  const socket = await dial()
  socket.write(ask('check'))
  await reply(socket)
  const ended = once(socket, 'end').then(() => socket.end())
  const from = performance.now()
  await listener.close()
  const took = performance.now() - from
  t.ok(took > 900 && took < 4_000, `${took} ms`)
  await ended
})
