import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { type Clock, sleep } from '../../drivers/clock.ts'
import { StatusView } from './status-view.ts'

export interface StatusRouteParts {
  readonly clock: Clock
  readonly view: () => StatusView
  /** Looks at the registers that have nothing to print; resolves when all were looked at. */
  readonly refresh: () => Promise<unknown>
}

/** How long whoever wants a fresh look is kept waiting for it, ms. */
const patienceMs = 2_000

const Query = Type.Object(
  {
    look: Type.Optional(
      Type.Literal('true', { description: 'сначала взглянуть на свободные кассы; без него как при последнем взгляде' }),
    ),
  },
  { additionalProperties: false },
)

/** `GET /api/status`: as the registers were last seen, half a minute ago at most; with `look=true` as they are now. */
export function statusRoute(app: FastifyInstance, { clock, view, refresh }: StatusRouteParts): void {
  app.get<{ Querystring: Type.Static<typeof Query> }>(
    '/api/status',
    {
      schema: {
        tags: ['status'],
        summary: 'Состояние моста и касс',
        querystring: Query,
        response: { 200: StatusView },
      },
    },
    async ({ query }) => {
      if (query.look === 'true') await Promise.race([refresh(), sleep(clock, patienceMs)])
      return view()
    },
  )
}
