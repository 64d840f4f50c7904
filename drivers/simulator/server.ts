import { createServer, type Server, type Socket } from 'node:net'
import { Closing } from '../transport/closing.ts'
import { Inbox } from '../transport/inbox.ts'
import type { Link } from '../transport/link.ts'
import type { Simulator } from './simulator.ts'

/** The device's end of a socket. */
function socketLink(socket: Socket, name: string): Link {
  const inbox = new Inbox()
  const closing = new Closing()
  const lose = (reason: string): void => {
    if (!closing.close(`${name}: ${reason}`)) return
    inbox.shut()
    socket.destroy()
  }
  socket.setNoDelay(true)
  socket.on('data', (bytes: Buffer) => inbox.deliver(bytes))
  socket.on('error', (error) => lose(error.message))
  socket.on('end', () => lose('closed by the host'))
  socket.on('close', () => lose('closed'))
  return {
    name,
    send(bytes) {
      if (!closing.done) socket.write(bytes)
    },
    receive: (listener) => inbox.receive(listener),
    closed: closing.closed,
    close: () => lose('closed'),
  }
}

/** A way for hosts to reach the register from outside the process. */
export interface Listening {
  /** The TCP port really taken. */
  readonly port: number
  close(): Promise<void>
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

/**
 * Serves the register over TCP; port 0 takes a free one. While one host is connected another is refused: its connection is
 * closed at once. Rejects with Node's own error when the port is taken.
 */
export async function serveTcp(simulator: Simulator, port: number, host = '127.0.0.1'): Promise<Listening> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    simulator.attach(socketLink(socket, `${socket.remoteAddress}:${socket.remotePort}`))
  })
  const taken = await listen(server, host, port)
  return {
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
