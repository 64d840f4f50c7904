import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { everything, runExhaustive } from './exhaustive.ts'
import type { Failure, Job, JobResult } from './jobs.ts'
import { Pool } from './pool.ts'
import { replay } from './replay.ts'
import { scenarios } from './scenarios.ts'

const root = join(import.meta.dirname, '../..')
/** Failures printed in full. */
const shown = 3
const shortHistory = 60

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    exhaustive: { type: 'boolean', default: false },
    share: { type: 'string', default: '1' },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
    processes: { type: 'string' },
    replay: { type: 'string' },
    workers: { type: 'string' },
  },
})

const out = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** A whole number of the command line. Throws RangeError. */
function whole(name: string, text: string, limit: number, least = 0): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > limit)
    throw new RangeError(`--${name} is a whole number from ${least} to ${limit}, not ${text}`)
  return value
}

class Tally {
  runs = 0
  documents = 0
  boundaries = 0
  failed = 0
  readonly #begun = performance.now()

  readonly add = (result: JobResult): boolean => {
    this.runs += result.runs
    this.documents += result.documents
    this.boundaries += result.boundaries
    for (const failure of result.failures) this.#show(failure)
    return true
  }

  get seconds(): number {
    return (performance.now() - this.#begun) / 1000
  }

  get text(): string {
    const perMinute = Math.round((this.runs / this.seconds) * 60)
    return `${this.runs} runs in ${this.seconds.toFixed(1)} s (${perMinute} a minute), ${this.documents} documents, ${this.boundaries} boundaries passed, violations in ${this.failed} runs`
  }

  #show({ replay: how, violations, history }: Failure): void {
    this.failed += 1
    if (this.failed > shown) {
      out(`FAILED ${how}: ${violations.map(({ rule, text }) => `${rule} ${text}`).join('; ')}`)
      return
    }
    out(`FAILED ${how}, again with: npm run chaos -- --replay ${how}`)
    if (history.length > shortHistory) out(`  … ${history.length - shortHistory} earlier lines`)
    for (const line of history.slice(-shortHistory)) out(`  ${line}`)
  }
}

function* seedJobs(runs: number, seed: number): Generator<Job> {
  const batch = 10
  for (let done = 0; done < runs; done += batch) {
    yield { kind: 'seeds', from: (seed + done) >>> 0, count: Math.min(batch, runs - done) }
  }
}

const workers = (): number => whole('workers', values.workers ?? String(availableParallelism()), 64, 1)

async function withPool<T>(use: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool(workers(), root)
  try {
    return await use(pool)
  } finally {
    pool.close()
  }
}

/** Each returns whether all is well, and prints its summary last. */
async function random(runs: number, seed: number): Promise<boolean> {
  const tally = new Tally()
  await withPool(async (pool) => {
    await pool.run([{ kind: 'scenarios', names: Object.keys(scenarios) }], tally.add)
    await pool.run(seedJobs(runs, seed), tally.add)
  })
  out(`chaos: seeds ${seed}..${(seed + runs - 1) >>> 0}: ${tally.text}`)
  return tally.failed === 0
}

async function exhaustive(seed: number, share: number): Promise<boolean> {
  const tally = new Tally()
  const { boundaries, single, double } = await withPool((pool) =>
    runExhaustive(pool, tally.add, seed, { ...everything, pairs: share }),
  )
  for (const [protocol, kinds] of Object.entries(boundaries)) {
    const sum = Object.values(kinds).reduce((all, one) => all + one, 0)
    out(
      `boundaries of one sale, ${protocol}: ${sum} (${Object.entries(kinds)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', ')})`,
    )
  }
  out(`chaos: ${single} deaths at every boundary, ${double} pairs of deaths: ${tally.text}`)
  return tally.failed === 0
}

async function main(): Promise<boolean> {
  const seed = whole('seed', values.seed, 0xffff_ffff)
  if (values.workers !== undefined && (values.replay ?? values.processes) !== undefined)
    throw new RangeError('--workers has no meaning with --replay, which is one run, and --processes, which has its own')
  if (values.replay !== undefined) return replay(values.replay, out)
  if (values.exhaustive) return exhaustive(seed, whole('share', values.share, 1_000_000))
  if (values.mutants)
    return (await import('./mutants.ts')).runMutants(root, out, { only: values.only, workers: workers() })
  if (values.processes !== undefined) {
    return (await import('./processes.ts')).runProcesses(whole('processes', values.processes, 100_000), out)
  }
  return random(whole('runs', values.runs ?? '1000', 100_000_000, 1), seed)
}

process.exitCode = (await main()) ? 0 : 1
