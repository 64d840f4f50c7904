import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../drivers/clock.ts'

export interface EventParts {
  readonly clock: Clock
  /** What listeners are shown; sent whenever it differs from what they saw last. */
  readonly view: () => object
  /** Looks at the registers while somebody watches. */
  readonly refresh: () => void
}

/** How often the view is compared while somebody listens, ms. */
const compareMs = 500
/** Every so many comparisons the registers are looked at: 3 s. */
const refreshEvery = 6
/** Every so many comparisons a comment keeps the connection alive: 15 s. */
const keepAliveEvery = 30
const mostListeners = 50
/** A listener that takes nothing any more is given up with so much unsent, bytes. */
const mostUnsent = 1_048_576

/** The page's live view: server-sent events `status`, one at once and one at each change. */
class EventStream {
  readonly #parts: EventParts
  readonly #listeners = new Set<ServerResponse>()
  #last = ''
  #tick = 0
  #cancel: (() => void) | undefined

  constructor(parts: EventParts) {
    this.#parts = parts
  }

  /** Takes over the response. False when too many listen already. */
  add(response: ServerResponse): boolean {
    if (this.#listeners.size >= mostListeners) return false
    this.#listeners.add(response)
    response.on('close', () => {
      this.#listeners.delete(response)
      if (this.#listeners.size === 0) this.#rest()
    })
    response.write(`retry: 1000\n${this.#message(this.#parts.view())}`)
    this.#schedule()
    return true
  }

  /** Ends every stream; browsers come back by themselves. */
  close(): void {
    this.#rest()
    for (const listener of this.#listeners) listener.end()
    this.#listeners.clear()
  }

  #message(view: object): string {
    return `event: status\ndata: ${JSON.stringify(view)}\n\n`
  }

  #rest(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #schedule(): void {
    this.#cancel ??= this.#parts.clock.after(compareMs, () => {
      this.#cancel = undefined
      this.#compare()
      this.#schedule()
    })
  }

  #compare(): void {
    this.#tick += 1
    if (this.#tick % refreshEvery === 1) this.#parts.refresh()
    const view = this.#parts.view()
    const { now: _, ...lasting } = view as { readonly now?: unknown }
    const text = JSON.stringify(lasting)
    if (text !== this.#last) {
      this.#last = text
      this.#send(this.#message(view))
    } else if (this.#tick % keepAliveEvery === 0) this.#send(':\n\n')
  }

  #send(text: string): void {
    for (const listener of this.#listeners) {
      if (listener.writableLength > mostUnsent) listener.destroy()
      else listener.write(text)
    }
  }
}

/** `GET /api/events`. */
export function eventRoutes(app: FastifyInstance, parts: EventParts): void {
  const stream = new EventStream(parts)
  app.addHook('preClose', async () => stream.close())
  app.get('/api/events', { schema: { tags: ['status'], summary: 'Поток событий status' } }, (_request, reply) => {
    reply.hijack()
    const { raw } = reply
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    if (!stream.add(raw)) raw.end()
  })
}
