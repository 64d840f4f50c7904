import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import t from 'tap'
import { systemClock } from '../../../drivers/clock.ts'
import { drainOnClose } from '../../../src/public/drain.ts'

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: shop\r\n\r\n`

async function listening() {
  const app = Fastify({ return503OnClosing: false, forceCloseConnections: 'idle' })
  let release = (): void => undefined
  let arrived = (): void => undefined
  const waiting = new Promise<void>((resolve) => {
    arrived = resolve
  })
  app.get('/now', async () => 'now')
  app.get('/slow', async () => {
    arrived()
    await new Promise<void>((resolve) => {
      release = resolve
    })
    return 'slow'
  })
  drainOnClose(app, systemClock)
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const dial = async (): Promise<Socket> => {
    const socket = connect(Number(address.port), address.hostname)
    await once(socket, 'connect')
    return socket
  }
  return { app, dial, waiting, release: () => release() }
}

/** Lets the stop begin. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

async function reply(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  return chunk.toString()
}

t.test('a request in the works is answered, with Connection: close', async (t) => {
  const { app, dial, waiting, release } = await listening()
  const socket = await dial()
  socket.write(get('/slow'))
  await waiting
  const closed = app.close()
  await turn()
  release()
  const answer = await text(socket)
  t.match(answer, /^HTTP\/1.1 200/)
  t.match(answer, /connection: close/i)
  t.match(answer, /slow$/)
  await closed
})

t.test('the next request of a kept connection is answered after the stop began', async (t) => {
  const { app, dial } = await listening()
  const socket = await dial()
  socket.write(get('/now'))
  t.notMatch(await reply(socket), /connection: close/i)
  const closed = app.close()
  await turn()
  socket.write(get('/now'))
  const answer = await text(socket)
  t.match(answer, /^HTTP\/1.1 200.*now$/s)
  t.match(answer, /connection: close/i)
  await closed
})

t.test('a connection accepted before the stop, whose request comes after it, is answered', async (t) => {
  const { app, dial } = await listening()
  const kept = await dial()
  kept.write(get('/now'))
  await reply(kept)
  const socket = await dial()
  // The kept connection's round trip shows that the server has met the new one, too.
  kept.write(get('/now'))
  await reply(kept)
  const closed = app.close()
  await turn()
  socket.write(get('/now'))
  t.match(await text(socket), /^HTTP\/1.1 200.*now$/s)
  await closed
  kept.destroy()
})

t.test('a connection that stays silent delays the end by about a second', async (t) => {
  const { app, dial } = await listening()
  const socket = await dial()
  socket.write(get('/now'))
  await reply(socket)
  const from = performance.now()
  await app.close()
  const took = performance.now() - from
  t.ok(took > 900 && took < 4_000, `${took} ms`)
  socket.destroy()
})
