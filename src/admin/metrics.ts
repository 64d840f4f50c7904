import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../watch/metrics.ts'

/** Where the metrics are. */
export const metricsPath = '/metrics'

/** `GET /metrics`, where Prometheus looks for it. */
export function metricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get(
    metricsPath,
    { schema: { tags: ['status'], summary: 'Показатели для Prometheus' } },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  )
}
