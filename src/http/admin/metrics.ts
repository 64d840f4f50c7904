import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../../watch/metrics.ts'

/** `GET /metrics`, where Prometheus looks for it. */
export function metricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', { schema: { tags: ['status'], summary: 'Показатели для Prometheus' } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  )
}
