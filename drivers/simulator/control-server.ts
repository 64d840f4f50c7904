import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { documentJson } from '../ffd/document-json.ts'
import { formatKopecks } from '../money.ts'
import { foreignRequest } from './control-access.ts'
import { type Condition, faultKinds } from './machine/faults.ts'
import { SimulatorFailure } from './machine/simulator-failure.ts'
import type { Listening } from './server.ts'
import type { Simulator } from './simulator.ts'

/** A request that cannot be done as asked: the text says why and how it is asked rightly. */
class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

type Body = Readonly<Record<string, unknown>>
type Answer = { readonly status: number; readonly body: object | string | Uint8Array }

const maxBody = 65_536
/** How long a head and a whole request may take to arrive, how often that is looked at, and how long a silent connection stays, ms. */
const times = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 5_000 }
const silentMs = 30_000
const mostConnections = 64
const ok: Answer = { status: 200, body: { ok: true } }

function oneOf<const T extends string>(body: Body, key: string, values: readonly T[]): T {
  const value = values.find((one) => one === body[key])
  if (value === undefined) throw new BadRequest(`{"${key}": ${values.map((one) => `"${one}"`).join(' | ')}}`)
  return value
}

/** What a POST does, by path. */
const actions: Readonly<Record<string, (simulator: Simulator, body: Body) => Promise<void> | void>> = {
  '/paper': ({ control }, body) => control.paper(oneOf(body, 'state', ['present', 'low', 'out'])),
  '/cover': ({ control }, body) => control.cover(oneOf(body, 'state', ['open', 'closed'])),
  '/power': ({ control }, body) => control.power(oneOf(body, 'state', ['on', 'off', 'cut'])),
  '/cable': ({ control }, body) => control.cable(oneOf(body, 'state', ['in', 'out'])),
  async '/clock'({ control }, body) {
    if (typeof body['offsetMs'] !== 'number' || !Number.isSafeInteger(body['offsetMs'])) {
      throw new BadRequest('{"offsetMs": -3600000}')
    }
    await control.clock(body['offsetMs'])
  },
  '/fault'({ control }, body) {
    if (body['clear'] === true) return control.clearFaults()
    if (typeof body['fault'] !== 'string') throw new BadRequest('{"fault": "drop-async@4A"} | {"clear": true}')
    return control.arm(body['fault'])
  },
  '/condition'({ control }, body) {
    const conditions = Object.entries(faultKinds).flatMap(([name, kind]) => (kind === 'condition' ? [name] : []))
    const name = oneOf(body, 'name', conditions)
    if (typeof body['on'] !== 'boolean') throw new BadRequest('{"name": "paper-low", "on": true}')
    control.condition(name as Condition, body['on'])
  },
}

/** What a GET shows, by path. */
function view(simulator: Simulator, path: string): Answer {
  if (path === '/state') return { status: 200, body: simulator.state() }
  if (path === '/slips') return { status: 200, body: [...simulator.control.slips] }
  if (path === '/documents') {
    const documents = simulator.documents().map((one) => ({ code: one.code, ...documentJson(one) }))
    return { status: 200, body: documents }
  }
  return { status: 404, body: { error: 'not found' } }
}

/** `/paper/43` as text, `/paper/43.png` as a picture. */
function paper(simulator: Simulator, path: string): Answer | undefined {
  const [, number, png] = /^\/paper\/(\d{1,10})(\.png)?$/.exec(path) ?? []
  if (number === undefined) return undefined
  const body = png === undefined ? simulator.paper(Number(number)) : simulator.control.pictureOf(Number(number))
  if (body === undefined) return undefined
  return { status: 200, body: typeof body === 'string' ? `${body}\n` : body }
}

async function read(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    // Read to its end all the same: who still writes reads no answer.
    size += chunk.length
    if (size <= maxBody) chunks.push(chunk)
  }
  if (size > maxBody) throw new BadRequest('body too long')
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
    if (typeof body === 'object' && body !== null) return body as Body
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new BadRequest('the body is not a JSON object')
}

async function answer(simulator: Simulator, request: IncomingMessage): Promise<Answer> {
  const foreign = foreignRequest(request)
  if (foreign !== undefined) return { status: 403, body: { error: `refused: ${foreign}` } }
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (request.method === 'GET') return paper(simulator, path) ?? view(simulator, path)
  const action = Object.hasOwn(actions, path) ? actions[path] : undefined
  if (request.method !== 'POST' || action === undefined) return { status: 404, body: { error: 'not found' } }
  await action(simulator, await read(request))
  return ok
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const [type, bytes] = encoded(body)
  response.writeHead(status, { 'content-type': type })
  response.end(bytes)
}

function encoded(body: Answer['body']): readonly [type: string, bytes: string | Uint8Array] {
  if (typeof body === 'string') return ['text/plain; charset=utf-8', body]
  if (body instanceof Uint8Array) return ['image/png', body]
  const replacer = (_: string, value: unknown): unknown =>
    typeof value === 'bigint' ? formatKopecks(value as never) : value
  return ['application/json; charset=utf-8', `${JSON.stringify(body, replacer)}\n`]
}

async function respond(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    send(response, await answer(simulator, request))
  } catch (error) {
    const bad = error instanceof BadRequest || error instanceof SimulatorFailure
    send(response, { status: bad ? 400 : 500, body: { error: bad ? error.message : 'internal error' } })
  }
}

/**
 * The control API of a simulated register, on localhost only: `GET /state`, `/documents`, `/slips`, `/paper/<fd>`,
 * `/paper/<fd>.png`; `POST /paper`,
 * `/cover`, `/power`, `/cable`, `/clock`, `/fault`, `/condition`. Port 0 takes a free one.
 */
export async function serveControl(simulator: Simulator, port: number): Promise<Listening> {
  const server = createServer(times, (request, response) => void respond(simulator, request, response))
  server.maxConnections = mostConnections
  server.setTimeout(silentMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
