import fastifyHelmet from '@fastify/helmet'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Clock } from '../../drivers/clock.ts'
import type { Files } from '../../drivers/files.ts'
import type { Log } from '../../drivers/log.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { Simulator } from '../../drivers/simulator/simulator.ts'
import type { AdminConfig } from '../config/config.ts'
import { DecisionRefused } from '../decisions/decision-refused.ts'
import type { Decisions } from '../decisions/decisions.ts'
import type { Claims } from '../lane/claims.ts'
import { DeskRefused } from '../lane/desk.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { DayIndex } from '../store/day-index.ts'
import type { Metrics } from '../watch/metrics.ts'
import { reasonText } from '../words/reason-text.ts'
import { guardAccess } from './access.ts'
import { actionRoutes } from './actions.ts'
import { AdminError } from './admin-error.ts'
import { alarmRoutes } from './alarms.ts'
import { auditRoutes } from './audit.ts'
import { decisionRoutes } from './decisions.ts'
import { documentRoutes } from './documents.ts'
import { eventRoutes } from './events.ts'
import { evidenceRoutes } from './evidence.ts'
import { exportRoute } from './export.ts'
import { type AdminLimits, adminLimits, keepLimits, serverLimits } from './limits.ts'
import { metricsRoute } from './metrics.ts'
import { describeApi } from './openapi.ts'
import { pageRoutes } from './page.ts'
import { passwordCheck } from './password-check.ts'
import { receiptRoutes } from './receipts.ts'
import { simulatorRoutes } from './simulator.ts'
import { type StatusParts, statusView } from './status.ts'
import { statusRoute } from './status-route.ts'
import type { StatusView } from './status-view.ts'

export interface AdminParts extends StatusParts {
  readonly access: AdminConfig
  readonly index: DayIndex
  readonly decisions: Decisions
  readonly claims: Claims
  readonly documents: FiscalDocuments
  readonly metrics: Metrics
  readonly simulators: ReadonlyMap<string, Simulator>
  readonly clock: Clock
  readonly files: Files
  readonly random: (size: number) => Uint8Array
  /** Folder of the built page; without it there is only the API. */
  readonly page: string | undefined
  readonly log: Log
  readonly limits?: AdminLimits
}

const self = ["'self'"]
/** Nothing from outside, nothing inline. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: self,
    styleSrc: self,
    imgSrc: ["'self'", 'data:'],
    fontSrc: self,
    connectSrc: self,
    formAction: self,
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  if (error instanceof AdminError) return reply.code(error.statusCode).send({ error: error.message })
  if (error instanceof DecisionRefused || error instanceof DeskRefused) {
    return reply.code(409).send({ error: error.message })
  }
  if (error instanceof RegisterError)
    return reply.code(503).send({ error: reasonText(error.reason, 'ru'), code: error.code })
  const status = error.statusCode ?? 500
  if (status < 500) {
    log.debug({ err: error, path: request.url }, 'bad admin request')
    return reply.code(status).send({ error: 'Запрос составлен неверно.', detail: error.message })
  }
  log.error({ err: error }, 'admin request failed')
  return reply.code(500).send({ error: 'Внутренняя ошибка моста: подробности в журнале.' })
}

function routes(app: FastifyInstance, parts: AdminParts): void {
  const { roster, store, index, claims, documents, simulators } = parts
  const find = async (uuid: string): Promise<ReceiptRecord> => {
    const record = await store.find(uuid)
    if (record === undefined) throw new AdminError(404, `Чека ${uuid} у моста нет.`)
    return record
  }
  const view = (): StatusView => statusView(parts)
  const refresh = (): Promise<unknown> =>
    Promise.all(roster.registers.filter(({ lane }) => !lane.busy).map(({ lane }) => lane.refresh()))
  statusRoute(app, { clock: parts.clock, view, refresh })
  eventRoutes(app, { clock: parts.clock, view, refresh: () => void refresh() })
  receiptRoutes(app, { index, store, today: parts.today, timeZone: parts.timeZone }, find)
  evidenceRoutes(app, { roster, store, claims }, find)
  decisionRoutes(app, parts.decisions, find)
  actionRoutes(app, parts)
  alarmRoutes(app, parts.board)
  const zoneOf = (id: string): string => roster.find(id)?.timeZone ?? parts.timeZone
  exportRoute(app, { store, index, today: parts.today, zoneOf })
  metricsRoute(app, parts.metrics)
  auditRoutes(app, { roster, store, claims, documents })
  documentRoutes(app, { roster, zoneOf }, find)
  simulatorRoutes(app, roster, simulators)
  pageRoutes(app, parts.files, parts.page)
}

/** The listener for people on the shop's own machine, and for the command line. Never reachable through the tunnel. */
export function createAdminServer(parts: AdminParts): FastifyInstance {
  const { log, access, clock, random, limits = adminLimits } = parts
  const { tls } = access
  const options = {
    logger: false,
    forceCloseConnections: true,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  } as const
  const app: FastifyInstance =
    tls === undefined
      ? Fastify({ ...options, http: serverLimits(limits) })
      : (Fastify({ ...options, https: { ...tls, ...serverLimits(limits) } }) as unknown as FastifyInstance)
  keepLimits(app, clock, limits)
  // Schemas describe the answers; they must never cut a field out of one.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, log))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Такого адреса нет.' }))
  app.register(fastifyHelmet, {
    contentSecurityPolicy,
    strictTransportSecurity: tls !== undefined,
    referrerPolicy: { policy: 'no-referrer' },
  })
  const inner: FastifyPluginAsync = async (inside) => {
    await describeApi(inside, parts.version)
    await guardAccess(inside, {
      host: access.host,
      tls: tls !== undefined,
      matchesPassword: access.password === undefined ? undefined : passwordCheck(access.password, random),
      clock,
      random,
      log,
    })
    routes(inside, parts)
  }
  app.register(inner)
  return app
}
