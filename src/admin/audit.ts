import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Claims } from '../lane/claims.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { Roster } from '../lane/roster.ts'
import { auditAll } from '../lane/run-audit.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'

export interface AuditParts {
  readonly roster: Roster
  readonly store: ReceiptStore
  readonly claims: Claims
  readonly documents: FiscalDocuments
}

const Query = Type.Object({
  from: Type.Optional(Type.String({ pattern: '^\\d{1,10}$', description: 'с какого ФД' })),
})

const Report = Type.Object({
  registerId: Type.String(),
  fn: Type.String(),
  from: Type.Integer({ description: 'первый ФД, который смотрели' }),
  to: Type.Integer({ description: 'последний' }),
  receipts: Type.Integer({ description: 'сколько среди них чеков' }),
  findings: Type.Array(
    Type.Object({
      kind: Type.Enum(['unclaimed', 'missing', 'differing', 'unreadable', 'nothing-to-read']),
      number: Type.Integer({
        description: 'ФД; для nothing-to-read последний: он раньше того, с которого просили начать',
      }),
      uuid: Type.Optional(Type.String()),
      mark: Type.Optional(Type.String()),
      detail: Type.Optional(Type.String()),
    }),
  ),
})

const AuditView = Type.Object({
  clean: Type.Boolean({
    description:
      'расхождений нет, все кассы и записи прочитаны, все чеки решены, не сверены лишь чеки заменённых накопителей',
  }),
  registers: Type.Array(Report),
  unread: Type.Array(Type.Object({ registerId: Type.String(), code: Type.String(), error: Type.String() }), {
    description: 'кассы, которых не удалось спросить, и почему',
  }),
  records: Type.Array(
    Type.Object({
      kind: Type.Enum(['undecided', 'record-unreadable']),
      uuid: Type.String(),
      registerId: Type.Optional(Type.String({ description: 'касса чека; в настройках её может уже не быть' })),
      state: Type.Optional(Type.Enum(['printing', 'unresolved', 'held'])),
    }),
    { description: 'записи любых касс, которые сверить нельзя: чек не решён или файл не читается' },
  ),
  uncompared: Type.Array(
    Type.Object({
      fn: Type.String(),
      records: Type.Integer({ description: 'сколько зарегистрированных чеков' }),
      why: Type.Enum(['replaced', 'away', 'unknown'], {
        description: 'накопитель заменён; касса с ним не прочитана; мост его никогда не видел',
      }),
    }),
    { description: 'зарегистрированные чеки накопителей, которых нет ни в одной прочитанной кассе' },
  ),
})

const schema = {
  tags: ['documents'],
  summary: 'Сверка накопителей с записями моста',
  querystring: Query,
  response: { 200: AuditView },
}

/** `GET /api/audit`: the fiscal memories compared with the records. */
export function auditRoutes(app: FastifyInstance, { roster, store, claims, documents }: AuditParts): void {
  app.get<{ Querystring: Type.Static<typeof Query> }>('/api/audit', { schema }, ({ query }) =>
    auditAll({ registers: roster.registers, store, claims, documents }, Number(query.from ?? 1)),
  )
}
