import type { Server } from 'node:http'
import { Server as TcpServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../drivers/clock.ts'

/** How long a kept connection may still send its next request after the stop began, ms. */
const graceMs = 1_000
/** How often connections that have fallen silent are closed then, ms. */
const sweepMs = 250
/** How long open requests are waited for, ms: a service manager gives a stop 10 s. */
const limitMs = 6_000

/**
 * Stops taking connections and resolves when all are gone. Node's own `close` cuts kept connections at once, also those
 * whose next request is already on its way; a client takes that for a failure.
 */
function drained(server: Server, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    let cancelSweep = clock.after(graceMs, sweep)
    const cancelLimit = clock.after(limitMs, () => server.closeAllConnections())
    function sweep(): void {
      server.closeIdleConnections()
      cancelSweep = clock.after(sweepMs, sweep)
    }
    TcpServer.prototype.close.call(server, () => {
      cancelSweep()
      cancelLimit()
      resolve()
    })
  })
}

/** Makes `app.close()` answer everything that is open or on its way, with `Connection: close`, before it closes anything. */
export function drainOnClose(app: FastifyInstance, clock: Clock): void {
  let closing = false
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('preClose', async () => {
    closing = true
    if (app.server.listening) await drained(app.server, clock)
  })
}
