import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Claims } from '../../lane/claims.ts'
import type { Roster } from '../../lane/roster.ts'
import { type AuditReport, auditRegister } from '../../lane/run-audit.ts'
import type { ReceiptStore } from '../../store/receipt-store.ts'

export interface AuditParts {
  readonly roster: Roster
  readonly store: ReceiptStore
  readonly claims: Claims
}

const Query = Type.Object({
  from: Type.Optional(Type.String({ pattern: '^\\d{1,10}$', description: 'с какого ФД' })),
})

/** `GET /api/audit`: the fiscal memories compared with the records. */
export function auditRoutes(app: FastifyInstance, { roster, store, claims }: AuditParts): void {
  app.get<{ Querystring: Type.Static<typeof Query> }>(
    '/api/audit',
    { schema: { tags: ['documents'], summary: 'Сверка накопителей с записями моста', querystring: Query } },
    async ({ query }) => {
      const registers: AuditReport[] = []
      for (const station of roster.stations) {
        registers.push(await auditRegister(station, store, claims, Number(query.from ?? 1)))
      }
      return { clean: registers.every(({ findings }) => findings.length === 0), registers }
    },
  )
}
