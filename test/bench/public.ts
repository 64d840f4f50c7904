import { Agent } from 'node:http'
import { hashPassword } from '../../src/base/password-hash.ts'
import type { RunningBridge } from '../bridge-process.ts'
import { benchReceipt } from './bench-receipt.ts'
import { Flood } from './flood.ts'
import { percentile } from './percentile.ts'
import { postForm } from './post-form.ts'
import type { Report } from './report.ts'
import { type ExampleConfig, withBridge } from './with-bridge.ts'

const receipts = 200
const everyMs = 100

/** The dearest check of access there is: a hashed password. */
async function withHashedPassword({ bitrix24 }: ExampleConfig): Promise<object> {
  const password = await hashPassword(bitrix24.password, new Uint8Array(16))
  return { bitrix24: { ...bitrix24, password } }
}

async function measure(bridge: RunningBridge, report: Report): Promise<void> {
  const fresh = new Agent({ keepAlive: false })
  const url = `${bridge.publicAddress}/bitrix24/demo/print`
  const flood = new Flood(bridge.publicAddress)
  await postForm(url, benchReceipt(1), fresh)
  await flood.start()
  const times: number[] = []
  for (let number = 0; number < receipts; number += 1) {
    const from = performance.now()
    const answer = (await postForm(url, benchReceipt(1_000 + number), fresh)) as object
    const took = performance.now() - from
    if (!('UUID' in answer)) throw new Error(`a legal receipt was refused: ${JSON.stringify(answer)}`)
    times.push(took)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - took)))
  }
  const { answered, open } = flood
  flood.stop()
  // The listener has room for about half of them, the others are on their way back.
  if (answered < receipts || open < 400) throw new Error(`no flood: ${answered} hostile answers, ${open} connections`)
  report('public.p50_under_flood', percentile(times, 0.5), 'ms')
  report('public.p99_under_flood', percentile(times, 0.99), 'ms')
}

/** How long a legal PRINT takes while 1,000 connections try to stay and 100 hostile requests a second arrive. */
export const run = (report: Report): Promise<void> =>
  withBridge(withHashedPassword, (bridge) => measure(bridge, report))
