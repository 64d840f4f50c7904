import { type OneSale, runOneSale } from './one-sale.ts'
import { runSeed } from './plan.ts'
import { runScenario } from './scenarios.ts'
import type { Violation } from './world.ts'

/** A piece of work for a worker: plain data both ways. */
export type Job =
  | { readonly kind: 'seeds'; readonly from: number; readonly count: number }
  | { readonly kind: 'one-sale'; readonly sales: readonly OneSale[]; readonly wantKinds: boolean }
  | { readonly kind: 'scenarios'; readonly names: readonly string[] }

export interface Failure {
  /** How to see it again. */
  readonly replay: string
  readonly violations: readonly Violation[]
  readonly history: readonly string[]
}

export interface JobResult {
  readonly runs: number
  readonly documents: number
  readonly boundaries: number
  readonly failures: readonly Failure[]
  readonly kinds?: readonly (readonly string[])[]
  /** Digests of the runs, in order. */
  readonly digests: readonly string[]
}

interface Run {
  readonly replay: string
  readonly run: () => ReturnType<typeof runSeed>
}

/** `crash` words are what `--replay` takes. */
const replayOf = ({ seed, protocol, deaths }: OneSale): string =>
  ['sale', seed, protocol, ...deaths.map(({ at, death, survival }) => `${at}:${death}:${survival}`)].join('/')

function runsOf(job: Job): Run[] {
  switch (job.kind) {
    case 'seeds':
      return Array.from({ length: job.count }, (_, index) => {
        const seed = (job.from + index) >>> 0
        return { replay: String(seed), run: () => runSeed(seed) }
      })
    case 'one-sale':
      return job.sales.map((sale) => ({ replay: replayOf(sale), run: () => runOneSale(sale) }))
    case 'scenarios':
      return job.names.map((name) => ({ replay: name, run: () => runScenario(name) }))
  }
}

export async function runJob(job: Job): Promise<JobResult> {
  const failures: Failure[] = []
  const digests: string[] = []
  const kinds: (readonly string[])[] = []
  let documents = 0
  let boundaries = 0
  for (const { replay, run } of runsOf(job)) {
    let outcome: Awaited<ReturnType<typeof run>>
    try {
      outcome = await run()
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      failures.push({ replay, violations: [{ rule: 'I11', text: `the world broke: ${text}` }], history: [] })
      continue
    }
    documents += outcome.documents
    boundaries += outcome.boundaries
    digests.push(outcome.digest)
    if (job.kind === 'one-sale' && job.wantKinds) kinds.push((outcome as { kinds?: string[] }).kinds ?? [])
    if (outcome.violations.length === 0) continue
    failures.push({ replay, violations: outcome.violations, history: outcome.history })
  }
  return { runs: digests.length, documents, boundaries, failures, digests, ...(kinds.length > 0 && { kinds }) }
}
