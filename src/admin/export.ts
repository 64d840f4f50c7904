import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { type ExportParts, exportDay, exportShift } from '../data/export.ts'
import { exportCsv } from '../data/export-csv.ts'
import { missingNumbers } from '../data/export-rows.ts'
import { AdminError } from './admin-error.ts'

const Query = Type.Object(
  {
    day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'день приёма чеков' })),
    shift: Type.Optional(Type.String({ pattern: '^\\d{1,6}$', description: 'номер смены; нужна и касса' })),
    register: Type.Optional(Type.String({ maxLength: 64, description: 'касса' })),
    format: Type.Optional(Type.Enum(['json', 'csv'])),
  },
  { additionalProperties: false },
)
type Query = Type.Static<typeof Query>

/** Registered receipts for the accountant. */
export function exportRoute(app: FastifyInstance, parts: ExportParts): void {
  app.get<{ Querystring: Query }>(
    '/api/export',
    { schema: { tags: ['receipts'], summary: 'Чеки дня или смены для бухгалтера', querystring: Query } },
    async ({ query: { day, shift, register, format } }, reply) => {
      if ((day === undefined) === (shift === undefined)) throw new AdminError(400, 'Укажите одно: день или смену.')
      if (shift !== undefined && register === undefined) throw new AdminError(400, 'Укажите, какой кассы эта смена.')
      const rows =
        shift === undefined
          ? await exportDay(parts, day ?? '')
          : await exportShift(parts, register ?? '', Number(shift))
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(exportCsv(rows))
      return { receipts: rows, missing: shift === undefined ? [] : missingNumbers(rows) }
    },
  )
}
