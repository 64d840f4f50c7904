import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

const description =
  'API программы и страницы оператора. Действия (POST) требуют заголовка X-Fiscal-Bridge: 1; с паролем — ещё и входа или Authorization: Bearer.'

/** The description of the admin API, made of the routes' own schemas: `/api/docs` to browse, `/api/docs/json` for programs. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: { info: { title: 'fiscal-bridge', version, description } },
  })
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list', tryItOutEnabled: false, supportedSubmitMethods: ['get'] },
  })
}
