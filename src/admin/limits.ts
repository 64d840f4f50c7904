import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../drivers/clock.ts'

/** What the admin listener gives to whoever connects: time in ms, room in bytes. */
export interface AdminLimits {
  /** From the beginning of a connection, TLS included, to the end of a head. */
  readonly headMs: number
  /** From the beginning of a request to its end. */
  readonly requestMs: number
  /** How often both are looked at. */
  readonly checkMs: number
  /** Until a finished answer is taken; a phone in the yard may be slow. */
  readonly answerMs: number
  readonly bodyBytes: number
  /** Open connections: the descriptors of the process are the public listener's as well. */
  readonly connections: number
}

export const adminLimits: AdminLimits = {
  headMs: 15_000,
  requestMs: 30_000,
  checkMs: 5_000,
  answerMs: 120_000,
  bodyBytes: 65_536,
  connections: 256,
}

/** Settings of Node's server. */
export const serverLimits = ({ headMs, checkMs }: AdminLimits) => ({
  headersTimeout: headMs,
  handshakeTimeout: headMs,
  connectionsCheckingInterval: checkMs,
})

/** Keeps the limits that Node has no setting for. */
export function keepLimits(app: FastifyInstance, clock: Clock, { answerMs, connections }: AdminLimits): void {
  app.server.maxConnections = connections
  app.addHook('onSend', async ({ raw: { socket } }, reply) => {
    const cancel = clock.after(answerMs, () => socket.destroy())
    reply.raw.once('close', cancel)
  })
}
