import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword } from '../../src/bitrix24/password.ts'
import { type RunningBridge, spawnBridge } from '../bridge-process.ts'
import { benchReceipt } from './bench-receipt.ts'
import { Flood } from './flood.ts'
import { percentile } from './percentile.ts'
import { postForm } from './post-form.ts'
import type { Report } from './report.ts'

const receipts = 200
const everyMs = 100

/** The example's settings with the dearest check of access there is: a hashed password. */
async function floodedConfig(folder: string): Promise<string> {
  const example = JSON.parse(await readFile(join(import.meta.dirname, '../../config.example.json'), 'utf8'))
  const path = join(folder, 'config.json')
  const password = await hashPassword(example.bitrix24.password, new Uint8Array(16))
  const bitrix24 = { ...example.bitrix24, password }
  await writeFile(path, JSON.stringify({ ...example, data: join(folder, 'data'), bitrix24, logLevel: 'error' }))
  return path
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
  if (answered < receipts || open < 900) throw new Error(`no flood: ${answered} hostile answers, ${open} connections`)
  report('public.p50_under_flood', percentile(times, 0.5), 'ms')
  report('public.p99_under_flood', percentile(times, 0.99), 'ms')
}

/** How long a legal PRINT takes while 1,000 connections are held open and 100 hostile requests a second arrive. */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-bench-'))
  try {
    const bridge = await spawnBridge('dist', await floodedConfig(folder))
    try {
      await measure(bridge, report)
    } finally {
      bridge.child.kill('SIGKILL')
      await bridge.finished
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
