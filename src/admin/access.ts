import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { isLoopback } from '../config/loopback.ts'
import { AdminError } from './admin-error.ts'
import { type Door, LockOut } from './lock-out.ts'
import { metricsPath } from './metrics.ts'
import { foreignAction, hasLocalHost } from './origin.ts'
import { pagePaths } from './page.ts'
import { Sessions, sessionMs } from './sessions.ts'

export interface AccessParts {
  /** Where the listener is bound. */
  readonly host: string
  /** Compares with the configured password; undefined when there is none: then only this machine is let in. */
  readonly matchesPassword: ((password: string) => Promise<boolean>) | undefined
  readonly tls: boolean
  readonly clock: Clock
  readonly random: (size: number) => Uint8Array
  readonly log: Log
}

const cookieName = 'fiscal-bridge'
const loginPath = '/api/login'
const sessionPath = '/api/session'

const LoginBody = Type.Object(
  { password: Type.String({ minLength: 1, maxLength: 256, description: 'пароль страницы оператора' }) },
  { additionalProperties: false },
)
const SessionView = Type.Object({
  required: Type.Boolean({ description: 'нужен ли пароль' }),
  open: Type.Boolean({ description: 'можно ли работать' }),
})

/**
 * Routes that everybody may ask: the page itself holds nothing worth hiding. Whatever is not named here wants the password; it is
 * the matched route that counts, for one route has many spellings (`/%61pi/status`, `http://host/api/status`).
 */
const publicRoutes: ReadonlySet<string | undefined> = new Set([loginPath, sessionPath, ...pagePaths])
const isPublic = ({ routeOptions }: FastifyRequest): boolean => publicRoutes.has(routeOptions.url)

/** `Authorization: Bearer <password>`, for the command line and for Prometheus. */
const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]

/**
 * Who may use the admin listener: everybody on this machine while no password is set, otherwise whoever knows it. Actions are taken
 * only from our own page and from programs, never from a foreign page in the same browser.
 */
export async function guardAccess(app: FastifyInstance, parts: AccessParts): Promise<void> {
  const { matchesPassword, clock, random, log } = parts
  const sessions = new Sessions(clock, random)
  const lockOut = new LockOut(clock)
  await app.register(fastifyCookie)

  const tryPassword = async (password: string, door: Door, address: string): Promise<void> => {
    if (matchesPassword === undefined) return
    const attempt = await lockOut.attempt(door, address, () => matchesPassword(password))
    if (attempt.kind === 'right') return
    if (attempt.kind === 'locked') {
      const seconds = Math.ceil(attempt.waitMs / 1000)
      throw new AdminError(429, `Слишком много неверных паролей. Подождите ${seconds} с и попробуйте снова.`)
    }
    log.warn({ address, door }, 'wrong password on the admin listener')
    throw new AdminError(401, 'Пароль неверен.')
  }
  const hasSession = (request: FastifyRequest): boolean => {
    const token = request.cookies[cookieName]
    return matchesPassword === undefined || (token !== undefined && sessions.has(token))
  }

  app.addHook('onRequest', async (request) => {
    if (isLoopback(parts.host) && !hasLocalHost(request)) {
      throw new AdminError(403, 'Страница моста открывается по адресу 127.0.0.1 или localhost.')
    }
    const foreign = foreignAction(request)
    if (foreign !== undefined) {
      log.warn({ foreign, path: request.url }, 'action refused')
      throw new AdminError(403, 'Действие отправлено не со страницы моста и не выполнено.')
    }
    if (isPublic(request) || hasSession(request)) return
    const bearer = bearerOf(request)
    if (bearer === undefined) throw new AdminError(401, 'Войдите: нужен пароль страницы оператора.')
    await tryPassword(bearer, request.routeOptions.url === metricsPath ? 'metrics' : 'program', request.ip)
  })

  app.get(sessionPath, { schema: { tags: ['access'], response: { 200: SessionView } } }, (request) => ({
    required: matchesPassword !== undefined,
    open: hasSession(request),
  }))
  app.post<{ Body: Type.Static<typeof LoginBody> }>(
    loginPath,
    { schema: { tags: ['access'], body: LoginBody } },
    async ({ body, ip }, reply) => {
      await tryPassword(body.password, 'page', ip)
      const cookie = {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: parts.tls,
        maxAge: sessionMs / 1000,
      } as const
      return reply.setCookie(cookieName, sessions.open(), cookie).send({ open: true })
    },
  )
  app.post('/api/logout', { schema: { tags: ['access'] } }, (request, reply) => {
    const token = request.cookies[cookieName]
    if (token !== undefined) sessions.close(token)
    return reply.clearCookie(cookieName, { path: '/' }).send({ open: false })
  })
}
