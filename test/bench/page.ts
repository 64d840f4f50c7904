import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningBridge, spawnBridge } from '../bridge-process.ts'
import { benchReceipt } from './bench-receipt.ts'
import { percentile } from './percentile.ts'
import { postForm } from './post-form.ts'
import type { Report } from './report.ts'

/** Receipts of a long history, and of the day under way. */
const history = 100_000
const ofToday = 300
const days = 730
const tries = 30

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const dayMs = 86_400_000

function uuidOf(number: number): string {
  let text = ''
  for (let rest = number * 2_654_435_761 + 12_345; text.length < 26; rest = Math.floor(rest / 32) + number * 97) {
    text += alphabet.charAt(rest % 32)
  }
  return text
}

const roubles = (number: number): string => `${100 + (number % 9_000)}.${String(number % 100).padStart(2, '0')}`

function lineOf(number: number, at: number): string {
  const instant = new Date(at).toISOString()
  return JSON.stringify({
    uuid: uuidOf(number),
    order: number,
    acceptedAt: instant,
    mode: 'ACTIVE',
    registerId: 'kkm-1',
    bitrixUuid: `check|shop.example.ru|${number}`,
    type: 'sell',
    total: roubles(number),
    buyer: `buyer${number}@example.ru`,
    state: 'registered',
    document: number + 10,
    shift: Math.floor(number / 200) + 1,
    settlement: 'sale',
    payments: { cashless: roubles(number) },
    registeredAt: instant,
    told: 'done',
  })
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The lists of two years, one file a day, as the daemon leaves them; it puts the months away by itself. */
async function writeDays(folder: string, past: number): Promise<void> {
  const lists = join(folder, 'data/days')
  await mkdir(lists, { recursive: true })
  const now = Date.now()
  const files = new Map<string, string[]>()
  const put = (number: number, at: number): void => {
    const day = dayOf(at)
    files.set(day, [...(files.get(day) ?? []), lineOf(number, at)])
  }
  for (let number = 1; number <= past; number += 1)
    put(number, now - dayMs * (days - Math.floor((number / past) * (days - 1))))
  for (let number = 1; number <= ofToday; number += 1) put(past + number, now)
  for (const [day, lines] of files) await writeFile(join(lists, `${day}.jsonl`), `${lines.join('\n')}\n`)
}

async function config(folder: string): Promise<string> {
  const example = JSON.parse(await readFile(join(import.meta.dirname, '../../config.example.json'), 'utf8'))
  const registers = [{ ...example.registers[0], timeZone: 'UTC' }]
  const path = join(folder, 'config.json')
  await writeFile(path, JSON.stringify({ ...example, data: join(folder, 'data'), registers, logLevel: 'error' }))
  return path
}

interface Found {
  readonly receipts: readonly object[]
}

async function ask(bridge: RunningBridge, path: string, least: number): Promise<number> {
  const from = performance.now()
  const response = await fetch(`${bridge.adminAddress}${path}`)
  const { receipts } = (await response.json()) as Found
  const took = performance.now() - from
  if (receipts.length < least) throw new Error(`${path} found ${receipts.length}`)
  return took
}

async function median(bridge: RunningBridge, paths: (round: number) => string, least: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < tries; round += 1) times.push(await ask(bridge, paths(round), least))
  return percentile(times, 0.5)
}

/** A receipt makes the daemon tidy the lists: the months that are over become one file each. */
async function putMonthsAway(bridge: RunningBridge, lists: string): Promise<void> {
  const agent = new Agent()
  await postForm(`${bridge.publicAddress}/bitrix24/demo/print`, benchReceipt(1), agent)
  agent.destroy()
  const thisMonth = new Date().toISOString().slice(0, 7)
  const isOver = (name: string): boolean => name.length > '2026-11.jsonl'.length && !name.startsWith(thisMonth)
  while ((await readdir(lists)).some(isOver)) await new Promise((resolve) => setTimeout(resolve, 50))
}

interface Times {
  readonly search: number
  readonly list: number
}

async function measure(past: number): Promise<Times> {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-page-'))
  try {
    await writeDays(folder, past)
    const bridge = await spawnBridge('dist', await config(folder))
    try {
      const all = past + ofToday
      await putMonthsAway(bridge, join(folder, 'data/days'))
      // Each kind of question, spread over the whole history.
      const questions = (round: number): string => {
        const number = Math.max(1, Math.floor((all * (round + 1)) / (tries + 1)))
        return [String(number), `buyer${number}@example.ru`, roubles(number), `ФД ${number + 10}`][round % 4] ?? ''
      }
      const searchPath = (round: number): string => `/api/receipts?q=${encodeURIComponent(questions(round))}&limit=50`
      const listPath = (): string => '/api/receipts?limit=50'
      for (let round = 0; round < 5; round += 1) {
        await ask(bridge, searchPath(round), 1)
        await ask(bridge, listPath(), 50)
      }
      return { search: await median(bridge, searchPath, 1), list: await median(bridge, listPath, 50) }
    } finally {
      bridge.child.kill('SIGKILL')
      await bridge.finished
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** How long the page's search and its list take with 100,000 receipts, and the list against a store without a past. */
export async function run(report: Report): Promise<void> {
  const empty = await measure(0)
  const full = await measure(history)
  report('page.search_ms', full.search, 'ms')
  report('page.list_ms', full.list, 'ms')
  report('page.flat', full.list / empty.list, 'x')
  report('page.search_flat', full.search / empty.search, 'x')
}
