import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, type ListenOptions, Server as TcpServer } from 'node:net'
import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { addressOf } from './address.ts'
import { ByteBudget } from './byte-budget.ts'
import { Connection, type ConnectionParts } from './connection.ts'
import { Connections } from './connections.ts'
import type { PublicEndpoints } from './endpoints.ts'
import { type PublicLimits, publicLimits } from './limits.ts'
import { RequestBody } from './request-body.ts'
import { sourceReader } from './source.ts'

export interface PublicListenerParts {
  readonly endpoints: PublicEndpoints
  readonly clock: Clock
  readonly log: Log
  /** Addresses of edges whose X-Forwarded-For is believed; none unless configured. */
  readonly edge?: readonly string[]
  readonly limits?: PublicLimits
}

export interface PublicListener {
  /** Where it listens, `http://127.0.0.1:8080`. Rejects with Node's own error. */
  listen(options: ListenOptions): Promise<string>
  /** Answers what is open or on its way, then closes. */
  close(): Promise<void>
  /** Connections now, and bytes that bodies hold. */
  readonly load: { readonly connections: number; readonly bytes: number }
}

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(',')

/** The answer of the endpoint that a whole request is for. */
function answering({ endpoints, log, edge = [] }: PublicListenerParts): ConnectionParts['answer'] {
  const sourceOf = sourceReader(edge)
  return async (request, address, body) => {
    const place = addressOf(request)
    if (place === undefined) return endpoints.unreadable.unknownPath
    const source = sourceOf(address, one(request.headers['x-forwarded-for']))
    try {
      const contentType = request.headers['content-type']
      return await endpoints[place.endpoint]({ urlSecret: place.urlSecret, body, contentType, source })
    } catch (error) {
      log.error({ err: error }, 'an endpoint of the public listener failed')
      return endpoints.unreadable.broken
    }
  }
}

/**
 * The listener behind the tunnel. Bitrix24 takes any status but 200 on CHECK for "printed" and on PRINT for "in progress for ever"
 * (bitrix24-contract 2, 3), so that whatever comes here, broken requests included, ends in a 200 with a legal answer; and it ends,
 * so that nobody can take the listener away from Bitrix24.
 */
export function createPublicListener(parts: PublicListenerParts): PublicListener {
  const { endpoints, clock, log, limits = publicLimits } = parts
  const { unreadable } = endpoints
  const budget = new ByteBudget(limits.bytesUnderWay)
  const connections = new Connections(limits, clock, log)
  const bySocket = new WeakMap<object, Connection>()
  const receive = (request: IncomingMessage): RequestBody => {
    const isKnown = addressOf(request) !== undefined
    if (!isKnown) log.warn({ method: request.method }, 'unknown address on the public listener')
    return new RequestBody(request, limits.bodyBytes, budget, isKnown ? undefined : 'unknownPath')
  }
  const connectionParts: ConnectionParts = {
    clock,
    limits,
    unreadable,
    receive,
    answer: answering(parts),
    onPhase: (connection) => connections.follow(connection),
  }
  // Node's own time-outs are off: they say 408, and end once at most. So is what would answer 400 and 417.
  const server = createServer({
    requestTimeout: 0,
    headersTimeout: 0,
    keepAliveTimeout: 0,
    requireHostHeader: false,
  })
  // A client that ends its half after the request still gets the answer.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('connection', (socket) => {
    const connection = new Connection(socket, connectionParts)
    bySocket.set(socket, connection)
    connections.add(connection)
  })
  for (const event of ['request', 'checkExpectation'] as const) {
    server.on(event, (request, response) => bySocket.get(request.socket)?.take(request, response))
  }
  server.on('connect', (_request, socket) => bySocket.get(socket)?.turnAway())
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    log.debug({ code: error.code }, 'broken HTTP on the public listener')
    bySocket.get(socket)?.fail()
  })
  server.on('error', (error) => log.error({ err: error }, 'the public listener failed'))
  return {
    listen: (options) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(options, () => {
          server.removeListener('error', reject)
          resolve(urlOf(server.address()))
        })
      }),
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve()
        const stopped = connections.stop()
        // Node's own `close` cuts kept connections at once, also those whose next request is on its way.
        TcpServer.prototype.close.call(server, () => {
          stopped()
          // What is left to it: the timer of its own time-outs.
          server.close()
          resolve()
        })
      }),
    get load() {
      return { connections: connections.size, bytes: limits.bytesUnderWay - budget.free }
    },
  }
}

function urlOf(bound: AddressInfo | string | null): string {
  if (bound === null || typeof bound === 'string') return bound ?? ''
  const { address, family, port } = bound
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
