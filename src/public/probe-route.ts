import type { FastifyInstance } from 'fastify'

/** 16 random bytes as hex. */
const noncePattern = /^[0-9a-f]{32}$/

function nonceOf(body: unknown): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
    const nonce = typeof value === 'object' && value !== null && 'nonce' in value ? value.nonce : undefined
    return typeof nonce === 'string' && noncePattern.test(nonce) ? nonce : undefined
  } catch {
    return undefined
  }
}

export interface ProbeRoute {
  readonly knowsSecret: (secret: string) => boolean
  /** This process's answer to a nonce. */
  readonly answer: (nonce: string) => string
}

/**
 * Where the daemon finds out whether it is reached from outside: `POST /bitrix24/<secret>/probe`, `{"nonce": …}`. The answer is
 * legal for CHECK too, as every one of this listener.
 */
export function addProbeRoute(app: FastifyInstance, { knowsSecret, answer }: ProbeRoute): void {
  app.post<{ Params: { secret: string } }>('/bitrix24/:secret/probe', async ({ params, body }, reply) => {
    const nonce = nonceOf(body)
    const proof = nonce !== undefined && knowsSecret(params.secret) ? { PROBE: answer(nonce) } : {}
    return reply.send({ STATUS: 'WAIT', ...proof })
  })
}
