import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { Log } from '../../drivers/log.ts'
import type { PublicRequest } from '../bitrix24/public-request.ts'

/** What stands behind the two URLs that Bitrix24 calls. They answer JSON text and never reject. */
export interface PublicEndpoints {
  print(request: PublicRequest): Promise<string>
  check(request: PublicRequest): Promise<string>
  /** The answers when no endpoint could be asked: legal for both, and for whatever else came. */
  readonly unreadable: Readonly<Record<UnreadableCause, string>>
}

/** Why no endpoint could be asked: no such address, a body beyond `bodyLimit`, or something that is no HTTP request that can be read. */
export type UnreadableCause = 'unknownPath' | 'tooLarge' | 'broken'

export interface PublicOptions {
  /** Addresses of edges whose X-Forwarded-For is believed; none unless configured. */
  readonly edge?: readonly string[]
}

/** Limit of a body, bytes: a thousand lines of a receipt fit four times. */
export const bodyLimit = 1_048_576
/** How long a whole request may take to arrive, ms: Bitrix24 itself gives up after 60 s. */
const requestTimeoutMs = 30_000
/** How long the head of a request may take, ms, and how often both limits are looked at: slow senders must not pile up. */
const headTimeoutMs = 15_000
const timeoutCheckMs = 5_000

const jsonType = 'application/json; charset=utf-8'

/**
 * The listener behind the tunnel. Bitrix24 takes any status but 200 on CHECK for "printed" and on PRINT for "in
 * progress for ever" (bitrix24-contract 2, 3), so every path through this server, broken requests included, ends in a 200
 * with a legal answer.
 */
export function createPublicServer(
  endpoints: PublicEndpoints,
  log: Log,
  { edge }: PublicOptions = {},
): FastifyInstance {
  /** Answers that are still being made. */
  const answering = new WeakMap<Socket, ServerResponse>()
  const app = Fastify({
    logger: false,
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: headTimeoutMs,
      connectionsCheckingInterval: timeoutCheckMs,
      // Node itself would answer 400.
      requireHostHeader: false,
    },
    trustProxy: edge === undefined || edge.length === 0 ? false : [...edge],
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    frameworkErrors: (error, _request, reply) => {
      log.warn({ code: error.code }, 'unreadable request on the public listener')
      return answer(reply, endpoints.unreadable[causeOf(error.code)])
    },
    clientErrorHandler: (error, socket) => {
      log.debug({ code: (error as NodeJS.ErrnoException).code }, 'broken HTTP on the public listener')
      const underWay = answering.get(socket)
      // What follows a whole request in the same packet is no reason to say that nothing came of it.
      if (underWay === undefined) answerRaw(socket, endpoints.unreadable.broken)
      else underWay.once('close', () => socket.end())
    },
  })
  app.addHook('onRequest', ({ raw }, reply, done) => {
    answering.set(raw.socket, reply.raw)
    reply.raw.once('close', () => answering.delete(raw.socket))
    done()
  })
  // Node itself would answer 417.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))

  app.setErrorHandler((error: Error & { code?: string }, _request, reply) => {
    log.warn({ code: error.code, err: error }, 'request refused by the public listener')
    return answer(reply, endpoints.unreadable[causeOf(error.code)])
  })
  app.setNotFoundHandler((request, reply) => {
    log.warn({ method: request.method }, 'unknown address on the public listener')
    return answer(reply, endpoints.unreadable.unknownPath)
  })

  for (const name of ['print', 'check'] as const) {
    app.post<{ Params: { secret: string } }>(`/bitrix24/:secret/${name}`, async (request, reply) => {
      const text = await endpoints[name]({
        urlSecret: request.params.secret,
        body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
        contentType: request.headers['content-type'],
        source: request.ip,
      })
      return answer(reply, text)
    })
  }
  return app
}

/** By Fastify's own codes. */
const causes: Readonly<Record<string, UnreadableCause>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'tooLarge',
  FST_ERR_BAD_URL: 'unknownPath',
  FST_ERR_MAX_PARAM_LENGTH: 'unknownPath',
}
const causeOf = (code = ''): UnreadableCause => causes[code] ?? 'broken'

const answer = (reply: FastifyReply, text: string): FastifyReply => reply.code(200).type(jsonType).send(text)

/** Answers where Node could not even make a request of what came. */
function answerRaw(socket: Socket, text: string): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const length = Buffer.byteLength(text)
  socket.end(
    `HTTP/1.1 200 OK\r\nContent-Type: ${jsonType}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${text}`,
  )
}
