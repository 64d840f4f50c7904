import Fastify, { type FastifyInstance } from 'fastify'
import Type from 'typebox'
import { documentJson } from '../../drivers/ffd/document-json.ts'
import type { Log } from '../../drivers/log.ts'
import { renderDocument } from '../../drivers/paper/document.ts'
import type { StoredDocument } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { Claims } from '../lane/claims.ts'
import type { Roster } from '../lane/roster.ts'
import { type AuditReport, auditRegister } from '../lane/run-audit.ts'
import { DecisionRefused, type Decisions } from '../receipts/decisions.ts'
import type { ReceiptRecord } from '../receipts/record.ts'
import type { DayIndex } from '../store/day-index.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import type { AlarmBoard } from '../watch/alarm-board.ts'
import { decisionRoutes } from './admin/decisions.ts'
import { receiptView, statusView } from './views.ts'

export interface AdminParts {
  readonly roster: Roster
  readonly store: ReceiptStore
  readonly index: DayIndex
  readonly decisions: Decisions
  readonly claims: Claims
  readonly board: AlarmBoard
  /** Today in the shop's zone, `YYYY-MM-DD`. */
  readonly today: () => string
  readonly version: string
  readonly log: Log
}

const Day = Type.Object({ day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })) })
const Uuid = Type.Object({ uuid: Type.String({ maxLength: 64 }) })
const AuditQuery = Type.Object({ from: Type.Optional(Type.String({ pattern: '^\\d{1,10}$' })) })
const DocumentPath = Type.Object({ id: Type.String({ maxLength: 64 }), fd: Type.String({ pattern: '^\\d{1,10}$' }) })

/** A request of the admin API that cannot be answered; `message` is Russian, for the person who asked. */
class AdminError extends Error {
  override readonly name = 'AdminError'
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** The listener for people on the shop's own machine. Never reachable through the tunnel. */
export function createAdminServer(parts: AdminParts): FastifyInstance {
  const { roster, store, index, log } = parts
  const app = Fastify({ logger: false, ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } })

  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof AdminError) return reply.code(error.statusCode).send({ error: error.message })
    if (error instanceof DecisionRefused) return reply.code(409).send({ error: error.message })
    if (error instanceof RegisterError) return reply.code(503).send({ error: error.text, code: error.code })
    const status = error.statusCode ?? 500
    if (status < 500) return reply.code(status).send({ error: 'Запрос составлен неверно.' })
    log.error({ err: error }, 'admin request failed')
    return reply.code(500).send({ error: 'Внутренняя ошибка моста: подробности в журнале.' })
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Такого адреса нет.' }))

  const documentOf = async (id: string, fd: string): Promise<StoredDocument> => {
    const station = roster.find(id)
    if (station === undefined) throw new AdminError(404, `Кассы «${id}» нет в настройках.`)
    const document = await station.lane.use((register, signal) => register.readDocument(Number(fd), signal))
    if (document === undefined) throw new AdminError(404, `В накопителе кассы нет документа ФД ${fd}.`)
    return document
  }

  const findReceipt = async (uuid: string): Promise<ReceiptRecord> => {
    const record = await store.find(uuid)
    if (record === undefined) throw new AdminError(404, `Чека ${uuid} у моста нет.`)
    return record
  }

  app.get('/api/status', () => statusView(roster, store, parts.board, parts.version))

  app.get<{ Querystring: Type.Static<typeof Day> }>(
    '/api/receipts',
    { schema: { querystring: Day } },
    async (request) => {
      const day = request.query.day ?? parts.today()
      return { day, receipts: await index.list(day) }
    },
  )

  app.get<{ Params: Type.Static<typeof Uuid> }>('/api/receipts/:uuid', { schema: { params: Uuid } }, async (request) =>
    receiptView(await findReceipt(request.params.uuid)),
  )
  decisionRoutes(app, parts.decisions, findReceipt)

  app.get<{ Querystring: Type.Static<typeof AuditQuery> }>(
    '/api/audit',
    { schema: { querystring: AuditQuery } },
    async ({ query }) => {
      const registers: AuditReport[] = []
      for (const station of roster.stations) {
        registers.push(await auditRegister(station, store, parts.claims, Number(query.from ?? 1)))
      }
      return { clean: registers.every(({ findings }) => findings.length === 0), registers }
    },
  )

  app.get<{ Params: Type.Static<typeof DocumentPath> }>(
    '/api/registers/:id/documents/:fd',
    { schema: { params: DocumentPath } },
    async ({ params }) => documentJson(await documentOf(params.id, params.fd)),
  )

  app.get<{ Params: Type.Static<typeof DocumentPath> }>(
    '/api/registers/:id/documents/:fd/paper',
    { schema: { params: DocumentPath } },
    async ({ params }, reply) =>
      reply.type('text/plain; charset=utf-8').send(renderDocument(await documentOf(params.id, params.fd))),
  )
  return app
}
