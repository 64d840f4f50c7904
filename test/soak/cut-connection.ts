import { once } from 'node:events'
import { connect } from 'node:net'
import type { Random } from '../chaos/random.ts'

const ends = ['silent', 'silent', 'half-closed', 'gone', 'reset'] as const
const largest = 1_000_000

/** A request for PRINT, somewhere in the middle of which it will be cut. */
function request(random: Random): string {
  const body = 'x'.repeat(random.chance(0.05) ? largest : random.between(10, 5_000))
  const head = `POST /bitrix24/${random.chance(0.5) ? 'demo' : 'guess'}/print HTTP/${random.pick(['1.0', '1.1'])}\r\nHost: x\r\n`
  if (random.chance(0.5)) return `${head}Content-Length: ${body.length}\r\n\r\n${body}`
  const damage = random.chance(0.2) ? 'zz\r\n' : ''
  return `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n${damage}0\r\n\r\n`
}

/**
 * One connection that sends part of a request, and then nothing, or its end. Resolves with all that came back once the daemon has closed
 * it, or this end has.
 */
export async function cutConnection(address: URL, random: Random): Promise<string> {
  const text = request(random)
  const last = text.length - 1
  const cut = text.slice(0, random.between(0, random.chance(0.2) ? Math.min(120, last) : last))
  const end = random.pick(ends)
  const socket = connect({ port: Number(address.port), host: address.hostname })
  let received = ''
  socket.on('error', () => undefined)
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    received += chunk
  })
  const closed = once(socket, 'close').catch(() => undefined)
  socket.write(cut, () => {
    if (end === 'half-closed') socket.end()
    if (end === 'gone') socket.destroy()
    if (end === 'reset') socket.resetAndDestroy()
  })
  await closed
  return received
}
