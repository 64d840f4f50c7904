import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { hex } from '../../../drivers/bytes.ts'
import { systemClock } from '../../../drivers/clock.ts'
import { openTcp } from '../../../drivers/transport/tcp.ts'

async function listen(t: Test, serve: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { server, port: (server.address() as AddressInfo).port }
}

t.test('carries bytes both ways and closes', async (t) => {
  const { port } = await listen(t, (socket) => socket.pipe(socket))
  const link = await openTcp('127.0.0.1', port, { clock: systemClock })
  t.equal(link.name, `127.0.0.1:${port}`)
  const echoed = new Promise<string>((resolve) => link.receive((bytes) => resolve(hex(bytes))))
  link.send(Uint8Array.of(0xfe, 1, 2))
  t.equal(await echoed, 'FE 01 02')
  link.close()
  t.match((await link.closed).message, /closed/)
  link.send(Uint8Array.of(1))
})

t.test('what came before the receiver was set is kept', async (t) => {
  const { port } = await listen(t, (socket) => socket.write('hello'))
  const link = await openTcp('127.0.0.1', port, { clock: systemClock })
  await new Promise((resolve) => setTimeout(resolve, 20))
  let text = ''
  link.receive((bytes) => {
    text += Buffer.from(bytes).toString()
  })
  t.equal(text, 'hello')
  link.close()
})

t.test('a peer that leaves', async (t) => {
  const { port } = await listen(t, (socket) => socket.end('x'))
  const link = await openTcp('127.0.0.1', port, { clock: systemClock })
  t.match((await link.closed).message, /closed by the register/)
})

t.test('a peer that breaks off', async (t) => {
  const { port } = await listen(t, (socket) => socket.resetAndDestroy())
  const link = await openTcp('127.0.0.1', port, { clock: systemClock }).catch(() => undefined)
  if (link !== undefined) t.equal((await link.closed).name, 'LinkLost')
})

t.test('nobody listens', async (t) => {
  const { server, port } = await listen(t, () => undefined)
  await new Promise((resolve) => server.close(resolve))
  await t.rejects(openTcp('127.0.0.1', port, { clock: systemClock }), { name: 'LinkLost', message: /nothing listens/ })
})

t.test('no answer within the time', async (t) => {
  const { port } = await listen(t, () => undefined)
  // The time is over before the event loop can hear of a connection.
  const after = (_ms: number, action: () => void) => {
    queueMicrotask(action)
    return () => undefined
  }
  const clock = { ...systemClock, after }
  await t.rejects(openTcp('127.0.0.1', port, { clock, connectTimeoutMs: 300 }), {
    name: 'LinkLost',
    message: /no connection within 300 ms/,
  })
})
