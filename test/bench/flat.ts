import { readFile } from 'node:fs/promises'
import { stringify } from 'qs'
import type { RunningBridge } from '../bridge-process.ts'
import { spawnBridge } from '../bridge-process.ts'
import { benchReceipt } from './bench-receipt.ts'
import { percentile } from './percentile.ts'
import { RawClient } from './raw-client.ts'
import { twoShops, withBoth } from './stored-history.ts'

const pairsARound = 300
const clients = 8
const rounds = 9
const starts = 7

let printed = 0

/** Seconds that one PRINT and its CHECK cost, several at a time. */
async function pairCost(bridge: RunningBridge): Promise<number> {
  const connections = await Promise.all(Array.from({ length: clients }, () => RawClient.open(bridge.publicAddress)))
  const began = performance.now()
  let left = pairsARound
  await Promise.all(
    connections.map(async (connection) => {
      while (left > 0) {
        left -= 1
        printed += 1
        const body = stringify(benchReceipt(printed), { format: 'RFC1738' })
        const { UUID: uuid } = JSON.parse(await connection.post('/bitrix24/demo/print', body)) as { UUID?: string }
        const answer = await connection.post('/bitrix24/demo/check', `uuid=${uuid}`)
        if (!answer.includes('WAIT')) throw new Error(`not WAIT: ${answer}`)
      }
    }),
  )
  for (const connection of connections) connection.close()
  return (performance.now() - began) / pairsARound
}

/** Resident memory of the process, KiB. */
async function rss(bridge: RunningBridge): Promise<number> {
  const status = await readFile(`/proc/${bridge.child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
}

/** Cost of PRINT and CHECK with a history, as a multiple of the cost without; both daemons in turns. */
export const acceptFlat = (): Promise<number> =>
  withBoth(async (empty, full) => {
    const ratios: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const [without, within] =
        round % 2 === 0
          ? [await pairCost(empty), await pairCost(full)]
          : [await pairCost(full), await pairCost(empty)].reverse()
      // The first round warms both up.
      if (round > 0) ratios.push((within ?? 0) / (without ?? 1))
    }
    return percentile(ratios, 0.5)
  })

/** Resident memory with a history, as a multiple of that without, after the same work. */
export const rssFlat = (): Promise<number> =>
  withBoth(async (empty, full) => {
    for (const bridge of [empty, full]) await pairCost(bridge)
    return (await rss(full)) / (await rss(empty))
  })

async function startTime(config: string): Promise<number> {
  const began = performance.now()
  const bridge = await spawnBridge('dist', config)
  const took = performance.now() - began
  bridge.child.kill('SIGKILL')
  await bridge.finished
  return took
}

/** Time until the daemon listens with a history, as a multiple of that without; in turns. */
export async function startFlat(): Promise<number> {
  const shops = await twoShops()
  const ratios: number[] = []
  for (let round = 0; round < starts; round += 1) {
    const without = await startTime(shops.empty)
    ratios.push((await startTime(shops.full)) / without)
  }
  return percentile(ratios, 0.5)
}
