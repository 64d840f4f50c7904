import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { benchReceipt } from '../bench/bench-receipt.ts'
import { postForm } from '../bench/post-form.ts'
import { type ProcessOptions, type RunningBridge, spawnBridge } from '../bridge-process.ts'
import { holdSocket } from './held-socket.ts'

export interface RestartCounts {
  readonly requests: number
  /** Requests that got no answer. */
  readonly refused: number
  /** Answers that are not legal, or contradict what was answered before. */
  readonly wrong: number
  /** Receipts accepted, and how many of these became a fiscal document of their own in the end. */
  readonly accepted: number
  readonly registered: number
  /** What went wrong, the first few. */
  readonly complaints: readonly string[]
  /** How long each stop took, and each answer, ms. */
  readonly stopMs: readonly number[]
  readonly answerMs: readonly number[]
}

const perSecond = 20
/** How long a daemon runs before the next restart, ms. */
const upMs = 100

/** Rounds of 200 ms in which nothing gets done before we give up. */
const maxIdleRounds = 450
/** Of so many requests one is PRINT, the others CHECK: the register keeps pace between restarts. */
const onePrintIn = 4

interface Answer {
  readonly UUID?: string
  readonly ERRORS?: readonly string[]
  readonly STATUS?: string
  readonly FISCAL_DOC_NUMBER?: number
}

/** A portal that prints and asks, on fresh connections and kept ones, and notes every answer that is not as it must be. */
class Portal {
  readonly #url: string
  readonly #fresh = new Agent({ keepAlive: false })
  readonly #kept = new Agent({ keepAlive: true, maxSockets: 2 })
  readonly uuids: string[] = []
  readonly #documents = new Map<string, number>()
  readonly complaints: string[] = []
  readonly answerMs: number[] = []
  requests = 0
  refused = 0
  wrong = 0

  constructor(address: string) {
    this.#url = `${address}/bitrix24/demo`
  }

  async #post(path: string, fields: object, kept: boolean): Promise<Answer | undefined> {
    this.requests += 1
    const from = performance.now()
    try {
      return (await postForm(`${this.#url}/${path}`, fields, kept ? this.#kept : this.#fresh)) as Answer
    } catch (error) {
      this.refused += 1
      this.complaints.push(`${path} ${kept ? 'kept' : 'fresh'}: ${String(error)}`)
      return undefined
    } finally {
      this.answerMs.push(performance.now() - from)
    }
  }

  #complain(what: string, answer: Answer): void {
    this.wrong += 1
    this.complaints.push(`${what}: ${JSON.stringify(answer)}`)
  }

  async print(number: number, kept: boolean): Promise<void> {
    const answer = await this.#post('print', benchReceipt(number), kept)
    if (answer === undefined) return
    if (answer.UUID === undefined) this.#complain(`print ${number}`, answer)
    else this.uuids.push(answer.UUID)
  }

  async check(uuid: string, kept: boolean): Promise<'open' | 'done'> {
    const answer = await this.#post('check', { uuid }, kept)
    const known = this.#documents.get(uuid)
    if (answer === undefined) return 'open'
    if (answer.STATUS === 'WAIT' && known === undefined) return 'open'
    const document = answer.FISCAL_DOC_NUMBER
    const isDone = answer.STATUS === 'DONE' && answer.UUID === uuid && document !== undefined
    if (!isDone || (known !== undefined && known !== document)) this.#complain(`check ${uuid}`, answer)
    else this.#documents.set(uuid, document)
    return isDone ? 'done' : 'open'
  }

  /** Distinct fiscal documents among all that CHECK named. */
  get documents(): number {
    return new Set(this.#documents.values()).size
  }

  close(): void {
    this.#kept.destroy()
  }
}

async function callSteadily(portal: Portal, stopping: AbortSignal): Promise<void> {
  const open: Promise<unknown>[] = []
  for (let number = 1; !stopping.aborted; number += 1) {
    const kept = number % 8 < 4
    const asked = portal.uuids[(number * 7919) % Math.max(1, portal.uuids.length)]
    if (number % onePrintIn === 0 || asked === undefined) open.push(portal.print(number, kept))
    else open.push(portal.check(asked, kept))
    await wait(1000 / perSecond)
  }
  await Promise.all(open)
}

/** Asks until every receipt is done, or nothing was for so long that it cannot be the fence of a receipt that was cut off. */
async function allDone(portal: Portal): Promise<void> {
  const open = new Set(portal.uuids)
  for (let idle = 0; open.size > 0 && idle < maxIdleRounds; idle += 1) {
    for (const uuid of open) {
      if ((await portal.check(uuid, true)) === 'open') break
      open.delete(uuid)
      idle = 0
    }
    if (open.size > 0) await wait(200)
  }
}

/** Restarts a daemon on an inherited socket while a portal calls it 20 times a second, as fast as it starts and stops. */
export async function restartUnderLoad(entry: ProcessOptions['entry'], restarts: number): Promise<RestartCounts> {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-restart-'))
  const socket = holdSocket()
  const stopping = new AbortController()
  let bridge: RunningBridge | undefined
  try {
    const config = join(folder, 'config.json')
    const example = JSON.parse(await readFile(join(import.meta.dirname, '../../config.example.json'), 'utf8'))
    await writeFile(config, JSON.stringify({ ...example, data: join(folder, 'data'), logLevel: 'warn' }))
    const start = () => spawnBridge(entry, config, [], { socket: socket.fd })
    const portal = new Portal(socket.address)
    const stopMs: number[] = []
    bridge = await start()
    const calls = callSteadily(portal, stopping.signal)
    for (let number = 0; number < restarts; number += 1) {
      await wait(upMs)
      const from = performance.now()
      const { code, stderr } = await bridge.stop()
      stopMs.push(performance.now() - from)
      if (code !== 0) portal.complaints.push(`the daemon ended with ${code}: ${stderr}`)
      bridge = await start()
    }
    stopping.abort()
    await calls
    await allDone(portal)
    if (portal.documents < portal.uuids.length) {
      const status = (await (await fetch(`${bridge.adminAddress}/api/status`)).json()) as Record<string, unknown>
      const { receipts, alarms, open } = status
      portal.complaints.push(`not all registered: ${JSON.stringify({ receipts, alarms, open }).slice(0, 2_000)}`)
    }
    portal.close()
    await bridge.stop()
    const { requests, refused, wrong, answerMs, documents, uuids, complaints } = portal
    return {
      requests,
      refused,
      wrong,
      accepted: uuids.length,
      registered: documents,
      complaints: complaints.slice(0, 10),
      stopMs,
      answerMs,
    }
  } finally {
    stopping.abort()
    bridge?.child.kill('SIGKILL')
    socket.close()
    await rm(folder, { recursive: true, force: true })
  }
}
