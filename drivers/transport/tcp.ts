import { connect } from 'node:net'
import type { Clock } from '../clock.ts'
import { Closing } from './closing.ts'
import { connectFailure } from './connect-failure.ts'
import { Inbox } from './inbox.ts'
import { type Link, LinkLost } from './link.ts'

const defaultConnectTimeoutMs = 5000
/** First probe of an idle connection, ms: a register that lost power says no goodbye. */
const keepAliveMs = 30_000

export interface TcpOptions {
  readonly clock: Clock
  readonly connectTimeoutMs?: number
}

/** Connects to a register in the network. Rejects with LinkLost saying why. */
export function openTcp(host: string, port: number, options: TcpOptions): Promise<Link> {
  const name = `${host}:${port}`
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs })
    const inbox = new Inbox()
    const closing = new Closing()
    const lose = (reason: LinkLost): void => {
      inbox.shut()
      closing.close(reason)
      cancel()
      reject(reason)
      socket.destroy()
    }
    const timeoutMs = options.connectTimeoutMs ?? defaultConnectTimeoutMs
    const cancel = options.clock.after(timeoutMs, () => {
      lose(new LinkLost(`${name}: no connection within ${timeoutMs} ms`))
    })
    socket.on('error', (error) => lose(connectFailure(name, error)))
    socket.on('end', () => lose(new LinkLost(`${name}: closed by the register`)))
    socket.on('close', () => lose(new LinkLost(`${name}: closed`)))
    socket.on('data', (bytes: Buffer) => inbox.deliver(bytes))
    socket.once('connect', () => {
      cancel()
      resolve({
        name,
        send(bytes) {
          if (!closing.done) socket.write(bytes)
        },
        receive: (listener) => inbox.receive(listener),
        closed: closing.closed,
        close: () => lose(new LinkLost(`${name}: closed`)),
      })
    })
  })
}
