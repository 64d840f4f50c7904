import { Agent } from 'node:http'
import type { RunningBridge } from '../bridge-process.ts'
import { benchReceipt } from './bench-receipt.ts'
import { percentile } from './percentile.ts'
import { postForm } from './post-form.ts'
import type { Report } from './report.ts'
import { withBridge, withConnection } from './with-bridge.ts'

/** Receipts a connection style; both styles together are the sample. */
const perStyle = 100
const printingLatencyMs = 3000
const warmUp = 5

async function acceptedIn(bridge: RunningBridge, number: number, agent: Agent): Promise<number> {
  const from = performance.now()
  const answer = (await postForm(`${bridge.publicAddress}/bitrix24/demo/print`, benchReceipt(number), agent)) as object
  const took = performance.now() - from
  if (!('UUID' in answer)) throw new Error(`receipt ${number} was not accepted: ${JSON.stringify(answer)}`)
  return took
}

/** The register must have been printing all the while: the last of the warm-up receipts cannot be done yet. */
async function mustStillWait(bridge: RunningBridge, uuid: string, agent: Agent): Promise<void> {
  const answer = (await postForm(`${bridge.publicAddress}/bitrix24/demo/check`, { uuid }, agent)) as { STATUS: string }
  if (answer.STATUS !== 'WAIT') throw new Error(`the register was idle: ${JSON.stringify(answer)}`)
}

async function measure(bridge: RunningBridge, report: Report): Promise<void> {
  const keepAlive = new Agent({ keepAlive: true, maxSockets: 1 })
  const fresh = new Agent({ keepAlive: false })
  for (let number = 1; number < warmUp; number += 1) await acceptedIn(bridge, number, keepAlive)
  const last = await postForm(`${bridge.publicAddress}/bitrix24/demo/print`, benchReceipt(warmUp), keepAlive)
  const times: number[] = []
  for (let number = 0; number < perStyle; number += 1) {
    times.push(await acceptedIn(bridge, 1000 + number, keepAlive))
    times.push(await acceptedIn(bridge, 2000 + number, fresh))
  }
  await mustStillWait(bridge, (last as { UUID: string }).UUID, fresh)
  keepAlive.destroy()
  report('print.p50_ms', percentile(times, 0.5), 'ms')
  report('print.p99_ms', percentile(times, 0.99), 'ms')
}

/** How long PRINT takes to answer while a slow receipt is printing: the daemon as a process, half the requests on fresh connections. */
export const run = (report: Report): Promise<void> =>
  withBridge(
    // So slow that it prints for the whole measurement.
    (example) => withConnection(example, { type: 'simulated', latency: printingLatencyMs }),
    (bridge) => measure(bridge, report),
  )
