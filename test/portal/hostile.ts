import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { systemClock } from '../../drivers/clock.ts'
import type { Bridge } from '../../src/bridge.ts'
import { openPublicDoor } from '../public-door.ts'
import { hostileBody } from './hostile-body.ts'
import type { ShopWorld } from './shop-world.ts'

export interface FuzzResult {
  readonly sent: number
  /** What was wrong, at most ten. */
  readonly wrong: readonly string[]
  /** Growth of the used heap from the first tenth to the end, bytes; needs --expose-gc to mean something. */
  readonly growth: number
}

const contentTypes = [
  'application/x-www-form-urlencoded',
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  ';;;',
] as const

function objectionTo(path: string, status: number, type: string | undefined, text: string): string | undefined {
  if (status !== 200) return `status ${status}`
  if (type?.startsWith('application/json') !== true) return `content type ${type}`
  try {
    const answer = JSON.parse(text) as { UUID?: unknown; ERRORS?: unknown; STATUS?: unknown; ERROR?: unknown }
    if (path === 'check') return answer.STATUS === 'WAIT' ? undefined : `CHECK said ${text}`
    const { ERRORS } = answer
    const legal = Array.isArray(ERRORS) && ERRORS.length > 0 && ERRORS.every((one) => /^B24-\d{3} /.test(String(one)))
    return legal ? undefined : `PRINT said ${text}`
  } catch {
    return `no JSON: ${text.slice(0, 100)}`
  }
}

const heap = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

interface Answer {
  readonly status: number
  readonly type: string | undefined
  readonly body: string
}

const post = (url: string, type: string, body: Buffer, agent: Agent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': body.length }
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      const { statusCode: status = 0 } = response
      text(response).then((answer) => resolve({ status, type: response.headers['content-type'], body: answer }), reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** Sends hostile bodies through a public listener and judges every answer. */
export async function fuzz(world: ShopWorld, count: number): Promise<FuzzResult> {
  const { random, config } = world
  const door = await openPublicDoor(world.bridge as Bridge, systemClock)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const wrong: string[] = []
  let early = 0
  for (let sent = 0; sent < count; sent += 1) {
    if (sent === Math.floor(count / 10)) early = heap()
    const path = random.chance(0.85) ? 'print' : 'check'
    const url = `${door.address}/bitrix24/${random.chance(0.9) ? config.bitrix24.secret : 'wrong-secret'}/${path}`
    const answer = await post(url, random.pick(contentTypes), Buffer.from(hostileBody(random)), agent)
    const objection = objectionTo(path, answer.status, answer.type, answer.body)
    if (objection !== undefined && wrong.length < 10) wrong.push(`body ${sent}: ${objection}`)
    // The bucket of failed logins must not hide what lies behind it.
    if (sent % 10 === 0) await world.clock.advance(60_000)
  }
  agent.destroy()
  await door.close()
  return { sent: count, wrong, growth: heap() - early }
}
