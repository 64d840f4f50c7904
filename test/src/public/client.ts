import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Test } from 'tap'
import { systemClock } from '../../../drivers/clock.ts'
import { silentLog } from '../../../drivers/log.ts'
import type { PublicEndpoints } from '../../../src/public/endpoints.ts'
import { type PublicLimits, publicLimits } from '../../../src/public/limits.ts'
import { createPublicListener, type PublicListener } from '../../../src/public/listener.ts'

export const endpoints: PublicEndpoints = {
  print: async () => '"print"',
  check: async () => '"check"',
  probe: async () => '"probe"',
  unreadable: { unknownPath: '"unknown path"', tooLarge: '"too large"', broken: '"broken"', busy: '"busy"' },
}

export interface Door {
  readonly listener: PublicListener
  readonly dial: () => Promise<Socket>
}

/** A listener on a port of its own until the end of the test; times are those of `limits`. */
export async function open(
  t: Test,
  limits: Partial<PublicLimits> = {},
  behind: Partial<PublicEndpoints> = {},
): Promise<Door> {
  const listener = createPublicListener({
    endpoints: { ...endpoints, ...behind },
    clock: systemClock,
    log: silentLog,
    limits: { ...publicLimits, stopMs: 100, graceMs: 0, ...limits },
  })
  t.teardown(() => listener.close())
  const { hostname, port } = new URL(await listener.listen({ host: '127.0.0.1', port: 0 }))
  const dial = async (): Promise<Socket> => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    return socket
  }
  return { listener, dial }
}

/** All that comes until the other end has nothing more to say. */
export async function textOf(socket: Socket): Promise<string> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  if (!socket.readableEnded) await Promise.race([once(socket, 'end'), once(socket, 'close')])
  socket.destroy()
  return Buffer.concat(chunks).toString()
}

/** Sends bytes on a connection of their own. */
export async function exchange({ dial }: Door, bytes: string): Promise<string> {
  const socket = await dial()
  socket.write(bytes)
  return textOf(socket)
}

/** Bodies of the answers, each of which is a whole HTTP answer with status 200. Throws when something else is there. */
export function bodiesOf(text: string): unknown[] {
  const bodies: unknown[] = []
  for (let rest = text; rest !== ''; ) {
    const [head = '', length] =
      /^HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)*?Content-Length: (\d+)\r\n(?:[^\r]+\r\n)*\r\n/i.exec(rest) ?? []
    if (length === undefined || !/^content-type: application\/json/im.test(head)) throw new Error(`illegal: ${rest}`)
    bodies.push(JSON.parse(rest.slice(head.length, head.length + Number(length))))
    rest = rest.slice(head.length + Number(length))
  }
  return bodies
}

/** Waits until the listener has nothing open and holds nothing. */
export async function isEmpty(door: Door): Promise<boolean> {
  const { listener } = door
  // Connections are taken in their order: once this one is answered, none of those before waits to be taken.
  await exchange(door, 'GET / HTTP/1.0\r\n\r\n')
  for (let tries = 0; tries < 500; tries += 1) {
    const { connections, bytes } = listener.load
    if (connections === 0 && bytes === 0) return true
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return false
}
