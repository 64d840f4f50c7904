import * as net from 'node:net'

/** A TCP socket that outlives the processes that listen on it, as systemd holds the one of a .socket unit. */
export interface HeldSocket {
  /** To be handed to a child process. */
  readonly fd: number
  readonly address: string
  readonly close: () => void
}

interface BoundHandle {
  readonly fd: number
  getsockname(out: { port?: number }): number
  close(): void
}

// Node's own way to bind for a process that will listen (its cluster module): a server of ours would accept by itself.
const { _createServerHandle: bind } = net as unknown as {
  _createServerHandle(host: string, port: number, family: 4): BoundHandle | number
}

/** Binds `port` of 127.0.0.1, 0 for a free one. Once the first child listened, connections queue while there is no child. */
export function holdSocket(port = 0): HeldSocket {
  const handle = bind('127.0.0.1', port, 4)
  if (typeof handle === 'number') throw new Error(`cannot bind port ${port}: error ${handle}`)
  const name: { port?: number } = {}
  handle.getsockname(name)
  return { fd: handle.fd, address: `http://127.0.0.1:${name.port}`, close: () => handle.close() }
}
