import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { systemClock } from '../../../drivers/clock.ts'
import { adminLimits } from '../../../src/admin/limits.ts'
import { createAdminServer } from '../../../src/admin/server.ts'
import { Stage } from '../stage.ts'

async function open(t: Test) {
  const stage = await Stage.open()
  const limits = { ...adminLimits, headMs: 200, requestMs: 200, checkMs: 50, answerMs: 200, connections: 5 }
  const server = createAdminServer({ ...stage.bridge.adminParts, clock: systemClock, limits })
  server.get('/large', async () => ({ text: 'x'.repeat(8_000_000) }))
  t.teardown(async () => {
    await server.close()
    await stage.stop()
  })
  const { hostname, port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  const dial = async (text: string): Promise<Socket> => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    while ((await count()) === 0) await new Promise((resolve) => setImmediate(resolve))
    socket.write(text)
    return socket
  }
  const count = () => new Promise<number>((resolve) => server.server.getConnections((_, number) => resolve(number)))
  const isEmpty = async (): Promise<boolean> => {
    for (let tries = 0; tries < 300; tries += 1) {
      if ((await count()) === 0) return true
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return false
  }
  return { dial, count, isEmpty }
}

const head = 'POST /api/login HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Fiscal-Bridge: 1\r\nContent-Type: application/json\r\n'
const whole = `${head}Content-Length: 20\r\n\r\n{"password": "guess"`

t.test('every request ends, wherever it was cut', async (t) => {
  const { dial, isEmpty } = await open(t)
  for (const text of [
    '',
    whole.slice(0, 30),
    `${head}\r\n`,
    whole,
    `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nab`,
  ]) {
    for (const end of ['silent', 'half-closed', 'reset'] as const) {
      const socket = await dial(text)
      socket.resume()
      if (end === 'half-closed') socket.end()
      if (end === 'reset') socket.resetAndDestroy()
      t.ok(await isEmpty(), `${JSON.stringify(text.slice(-20))}, ${end}`)
      socket.destroy()
    }
  }
})

t.test('an answer that nobody takes is given up', async (t) => {
  const { dial, isEmpty } = await open(t)
  const socket = await dial('GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  await once(socket, 'readable')
  t.ok(await isEmpty())
  socket.destroy()
})

t.test('connections have a bound', async (t) => {
  const { dial, count, isEmpty } = await open(t)
  const sockets = await Promise.all(Array.from({ length: 20 }, () => dial('GET')))
  t.ok((await count()) <= 5)
  t.ok(await isEmpty())
  for (const socket of sockets) socket.destroy()
})
