/**
 * `npm run soak [-- count [seed]]`: connections that are cut, go away or fall silent, against a daemon that may open 1,024 files, while
 * Bitrix24 goes on asking. Exit code 1 unless every CHECK was answered and the daemon is in the end what it was before: as many
 * descriptors, memory within 10 %.
 */

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { spawnBridge } from '../bridge-process.ts'
import { Random } from '../chaos/random.ts'
import { cutConnection } from './cut-connection.ts'
import { Shopper } from './shopper.ts'

const [count = 20_000, seed = 1] = process.argv.slice(2).map(Number)
/** More at once than the daemon has room for. */
const atOnce = 1_500
/** Before it is measured for the first time: the heap has grown to what such a load takes. */
const warmUp = 10_000
const settleMs = 120_000
const allowedGrowth = 0.1

const descriptorsOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length
const rssOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

let illegal = 0
let answered = 0

async function cutMany(address: URL, random: Random, number: number): Promise<void> {
  let begun = 0
  const one = async (): Promise<void> => {
    while (begun < number) {
      begun += 1
      const text = await cutConnection(address, random)
      if (text !== '') answered += 1
      if (text !== '' && !/^HTTP\/1\.1 200 OK\r\n.*"STATUS":"WAIT".*\}$/s.test(text)) illegal += 1
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, number) }, one))
}

/** Waits until the daemon has no more descriptors than that; resolves with how many it has. */
async function settled(pid: number, descriptors: number): Promise<number> {
  for (let waited = 0; waited < settleMs && descriptorsOf(pid) > descriptors; waited += 500) await wait(500)
  return descriptorsOf(pid)
}

const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-soak-'))
const config = join(folder, 'config.json')
const example = JSON.parse(await readFile('config.example.json', 'utf8')) as object
await writeFile(config, JSON.stringify({ ...example, data: join(folder, 'data'), logLevel: 'fatal' }))
const bridge = await spawnBridge('src', config)
try {
  const pid = bridge.child.pid ?? 0
  execFileSync('prlimit', ['--pid', String(pid), '--nofile=1024:1024'])
  const address = new URL(bridge.publicAddress)
  const random = new Random(seed)
  const idle = descriptorsOf(pid)
  const shopper = new Shopper(bridge.publicAddress)
  await shopper.during(cutMany(address, random, warmUp))
  const before = { descriptors: await settled(pid, idle), rss: rssOf(pid) }
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, descriptorsOf(pid))
  }, 20)
  const from = performance.now()
  await shopper.during(cutMany(address, random, count))
  const seconds = (performance.now() - from) / 1_000
  clearInterval(watch)
  const after = { descriptors: await settled(pid, before.descriptors), rss: rssOf(pid) }
  const growth = after.rss / before.rss - 1
  console.log(`${count} connections in ${seconds.toFixed(0)} s, seed ${seed}: ${answered} answers, ${illegal} illegal`)
  console.log(`descriptors ${before.descriptors} before, ${after.descriptors} after, ${most} at most`)
  console.log(
    `RSS ${before.rss.toFixed(0)} MiB before, ${after.rss.toFixed(0)} MiB after (${(growth * 100).toFixed(1)} %)`,
  )
  console.log(
    `Bitrix24: ${shopper.checks} CHECKs, ${shopper.failed} unanswered, the slowest ${shopper.slowestMs.toFixed(0)} ms`,
  )
  const isBad = illegal > 0 || shopper.failed > 0 || shopper.checks === 0
  process.exitCode = isBad || after.descriptors !== before.descriptors || growth > allowedGrowth ? 1 : 0
} finally {
  await bridge.kill()
  await rm(folder, { recursive: true, force: true })
}
