import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../drivers/clock.ts'
import { systemFiles } from '../../drivers/files.ts'
import { dayLineOf } from '../../src/receipts/day-line-of.ts'
import { type InstallSecret, uuidOf } from '../../src/record/identity.ts'
import { type ReceiptRecord, recordFormat } from '../../src/record/record.ts'
import { DayIndex } from '../../src/store/day-index.ts'
import { type RunningBridge, spawnBridge } from '../bridge-process.ts'
import { recordOf } from '../src/store/records.ts'

const storedReceipts = 100_000
const receiptsADay = 300

/** A receipt that was sold, told and put away, about as long as real ones are. */
function closedRecord(secret: InstallSecret, number: number): ReceiptRecord {
  const bitrixUuid = `check|shop.example.ru|${number}`
  const uuid = uuidOf(secret, 'ACTIVE', bitrixUuid)
  const acceptedAt = new Date(Date.UTC(2026, 0, 1) + Math.floor((number / receiptsADay) * 86_400_000)).toISOString()
  const document = {
    fn: '9999078900001234',
    number: number + 10,
    sign: '2874316905',
    registrationNumber: '0000000001047291',
    shift: 1 + Math.floor(number / receiptsADay),
    receiptNumber: 1 + (number % receiptsADay),
    at: Date.parse(acceptedAt) / 1000,
    settlement: 'sale',
    total: '42.50',
  } as const
  return recordOf(uuid, {
    format: recordFormat,
    bitrixUuid,
    order: number,
    revision: 5,
    acceptedAt,
    content: 'x'.repeat(1_000),
    state: { name: 'registered', document, proof: 'print' },
    confirmed: { at: acceptedAt, by: 'check' },
    told: 'done',
    history: ['accepted', 'taken', 'closing', 'registered', 'told-done'].map((event) => ({
      at: acceptedAt,
      event,
      state: 'registered',
    })),
  })
}

async function fill(data: string): Promise<void> {
  // Records that its key did not name keep the daemon from starting.
  const { key } = JSON.parse(await readFile(join(data, 'install.json'), 'utf8')) as { key: string }
  const secret = Uint8Array.from(Buffer.from(key, 'hex'))
  const folders = new Set<string>()
  const days = new Map<string, string[]>()
  for (let number = 1; number <= storedReceipts; number += 1) {
    const record = closedRecord(secret, number)
    const folder = join(data, 'receipts', record.uuid.slice(0, 2))
    if (!folders.has(folder)) {
      await mkdir(folder, { recursive: true })
      folders.add(folder)
    }
    await writeFile(join(folder, `${record.uuid}.json`), JSON.stringify(record))
    const day = record.acceptedAt.slice(0, 10)
    const lines = days.get(day) ?? []
    lines.push(JSON.stringify(dayLineOf(record)))
    days.set(day, lines)
  }
  const index = new DayIndex(systemFiles, data, systemClock)
  for (const [day, lines] of days) {
    for (const line of lines) void index.note(day, JSON.parse(line))
    await index.written()
  }
}

/** Two shops on one disk: one that just opened, one with a history. */
export interface TwoShops {
  readonly empty: string
  readonly full: string
}

let made: Promise<TwoShops> | undefined
const folders: string[] = []

async function make(): Promise<TwoShops> {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-bench-'))
  folders.push(folder)
  const example = JSON.parse(await readFile(join(import.meta.dirname, '../../config.example.json'), 'utf8'))
  // A register that is not there: the lane is idle, nothing is printed.
  const registers = [{ ...example.registers[0], connection: { type: 'tcp', host: '127.0.0.1', port: 1 } }]
  const config = async (name: string): Promise<string> => {
    const path = join(folder, `${name}.json`)
    await writeFile(path, JSON.stringify({ ...example, data: join(folder, name), registers, logLevel: 'error' }))
    return path
  }
  const shops = { empty: await config('empty'), full: await config('full') }
  for (const path of Object.values(shops)) await (await spawnBridge('dist', path)).stop()
  await fill(join(folder, 'full'))
  return shops
}

/** The configs of both; made once a run. */
export const twoShops = (): Promise<TwoShops> => {
  made ??= make()
  return made
}

/** Removes what `twoShops` made. */
export async function removeShops(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}

/** Runs `work` on both shops' daemons at once and stops them. */
export async function withBoth<T>(work: (empty: RunningBridge, full: RunningBridge) => Promise<T>): Promise<T> {
  const shops = await twoShops()
  const empty = await spawnBridge('dist', shops.empty)
  const full = await spawnBridge('dist', shops.full)
  try {
    return await work(empty, full)
  } finally {
    for (const bridge of [empty, full]) {
      bridge.child.kill('SIGKILL')
      await bridge.finished
    }
  }
}
