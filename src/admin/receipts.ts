import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { ReceiptRecord } from '../record/record.ts'
import type { DayIndex } from '../store/day-index.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { questionOf } from '../store/search-question.ts'
import { dayPicture } from './day-picture.ts'
import { oneReceipt } from './one-receipt.ts'
import { DayPicture, ReceiptPage } from './receipt-view.ts'

export interface ReceiptParts {
  readonly index: DayIndex
  readonly store: Pick<ReceiptStore, 'find'>
  /** Today in the shop's zone, `YYYY-MM-DD`. */
  readonly today: () => string
  readonly timeZone: string
}

const dayForm = '^\\d{4}-\\d{2}-\\d{2}$'
const states = '^[a-z]+(,[a-z]+)*$'
const Query = Type.Object(
  {
    day: Type.Optional(Type.String({ pattern: dayForm, description: 'день приёма чеков; без него и без q — сегодня' })),
    q: Type.Optional(
      Type.String({ maxLength: 100, description: 'номер чека, сумма, ФД, телефон или почта покупателя' }),
    ),
    state: Type.Optional(Type.String({ pattern: states, maxLength: 100, description: 'состояния через запятую' })),
    offset: Type.Optional(Type.String({ pattern: '^\\d{1,6}$' })),
    limit: Type.Optional(Type.String({ pattern: '^\\d{1,4}$', description: 'не больше 1000; без него 100' })),
  },
  { additionalProperties: false },
)
type Query = Type.Static<typeof Query>

const mostLines = 1000
const usualLines = 100

/** Lists and single receipts. */
export function receiptRoutes(
  app: FastifyInstance,
  { index, store, today, timeZone }: ReceiptParts,
  find: (uuid: string) => Promise<ReceiptRecord>,
): void {
  const tags = ['receipts']
  app.get<{ Querystring: Query }>(
    '/api/receipts',
    { schema: { tags, summary: 'Чеки дня или поиск', querystring: Query, response: { 200: ReceiptPage } } },
    async ({ query }) => {
      const offset = Number(query.offset ?? 0)
      const limit = Math.min(mostLines, Number(query.limit ?? usualLines))
      if (query.q !== undefined || query.state !== undefined) {
        const question = questionOf(query.q ?? '', query.state?.split(',') ?? [])
        const { lines, more } = await index.search(question, offset, limit)
        return { receipts: lines, more }
      }
      const day = query.day ?? today()
      const { total, lines } = await index.page(day, offset, limit)
      return { day, total, receipts: lines, more: offset + lines.length < total }
    },
  )
  app.get<{ Params: { day: string } }>(
    '/api/days/:day',
    {
      schema: {
        tags,
        summary: 'Картина дня',
        params: Type.Object({ day: Type.String({ pattern: dayForm }) }),
        response: { 200: DayPicture },
      },
    },
    async ({ params }) => dayPicture(params.day, await index.list(params.day), timeZone),
  )
  app.get<{ Params: { uuid: string } }>(
    '/api/receipts/:uuid',
    { schema: { tags, summary: 'Один чек', params: Type.Object({ uuid: Type.String({ maxLength: 64 }) }) } },
    async ({ params }) => oneReceipt(await find(params.uuid), store),
  )
}
