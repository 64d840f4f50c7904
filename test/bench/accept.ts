import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'qs'
import type { RunningBridge } from '../bridge-process.ts'
import { benchReceipt } from './bench-receipt.ts'
import { acceptFlat } from './flat.ts'
import { percentile } from './percentile.ts'
import { RawClient } from './raw-client.ts'
import type { Report } from './report.ts'
import { withBridge, withConnection } from './with-bridge.ts'

const clients = 16
const perRound = 1_000
/** A daemon lives for months: what counts is its code once it is compiled. */
const warmUpRounds = 4
const rounds = 15
/** What a raw durable write is compared with: a record is about as long. */
const payload = Buffer.alloc(2_500, 'x')

/** Runs `work(n)` for n = from … from+count-1, `clients` at a time; the result is how many a second. */
async function rate(from: number, count: number, work: (n: number, client: number) => Promise<void>): Promise<number> {
  let next = from
  const began = performance.now()
  const client = async (which: number): Promise<void> => {
    while (next < from + count) {
      next += 1
      await work(next - 1, which)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, which) => client(which)))
  return count / ((performance.now() - began) / 1000)
}

/** Temporary file, fsync, rename, fsync of the folder: what any durable store must do at least. */
async function durableWrite(folder: string, n: number): Promise<void> {
  const file = await open(join(folder, `${n}.tmp`), 'w')
  await file.writeFile(payload)
  await file.sync()
  await file.close()
  await rename(join(folder, `${n}.tmp`), join(folder, `${n}.json`))
  const names = await open(folder, 'r')
  await names.sync()
  await names.close()
}

/**
 * Accepted PRINTs a second against raw durable writes a second on the same disk, both 16 in flight, in turns within one
 * run so that a noisy machine meets both alike.
 */
async function measure(bridge: RunningBridge, folder: string, report: Report): Promise<void> {
  const connections = await Promise.all(Array.from({ length: clients }, () => RawClient.open(bridge.publicAddress)))
  const print = async (body: string, client: number): Promise<void> => {
    const answer = await connections[client]?.post('/bitrix24/demo/print', body)
    if (answer?.includes('"UUID"') !== true) throw new Error(`not accepted: ${answer}`)
  }
  const accepted: number[] = []
  const ratios: number[] = []
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const raw = await rate(round * perRound, perRound, (n) => durableWrite(folder, n))
    const bodies = Array.from({ length: perRound }, (_, n) =>
      stringify(benchReceipt(round * perRound + n), { format: 'RFC1738' }),
    )
    const prints = await rate(0, perRound, (n, client) => print(bodies[n] ?? '', client))
    if (round < warmUpRounds) continue
    accepted.push(prints)
    ratios.push(prints / raw)
  }
  for (const connection of connections) connection.close()
  report('accept.per_second', percentile(accepted, 0.5), '1/s')
  report('accept.vs_fsync', percentile(ratios, 0.5), 'ratio')
}

/** The register is not there, so that the lane is idle and nothing is printed. */
const nowhere = { type: 'tcp', host: '127.0.0.1', port: 1 }

/** How fast receipts are accepted, and that it does not depend on how many are stored. */
export async function run(report: Report): Promise<void> {
  await withBridge(
    (example) => withConnection(example, nowhere),
    (bridge, folder) => measure(bridge, folder, report),
  )
  report('accept.flat', await acceptFlat(), 'ratio')
}
