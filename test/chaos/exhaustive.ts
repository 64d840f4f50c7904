import type { Job, JobResult } from './jobs.ts'
import type { OneSale, PlannedDeath } from './one-sale.ts'
import type { Pool } from './pool.ts'

export type Report = (result: JobResult) => boolean

export interface Exhausted {
  /** Boundaries of an undisturbed sale, by kind, for each protocol. */
  readonly boundaries: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly single: number
  readonly double: number
}

/** The ways to die at one boundary: the program alone; the power, with nothing of the unsynced left, with half of it, and as chance will have it. */
const ways: readonly Omit<PlannedDeath, 'at'>[] = [
  { death: 'kill', survival: 'everything' },
  { death: 'power', survival: 'nothing' },
  { death: 'power', survival: 'torn' },
  { death: 'power', survival: 'chance' },
]

/**
 * What a process leaves behind changes only where it writes: to the disk, or to the cable. A death before anything else leaves the
 * same world as the death before the next of these; and of packets sent in one breath none has left when the process dies.
 * Pairs of deaths need no others.
 */
const isChange = (kinds: readonly string[], at: number): boolean =>
  kinds[at] === 'disk' || (kinds[at] === 'send' && kinds[at - 1] !== 'send')

const batch = 8

function* batches(sales: readonly OneSale[], wantKinds: boolean): Generator<Job> {
  for (let at = 0; at < sales.length; at += batch)
    yield { kind: 'one-sale', sales: sales.slice(at, at + batch), wantKinds }
}

async function kindsOf(pool: Pool, sale: OneSale): Promise<readonly string[]> {
  let kinds: readonly string[] = []
  await pool.run([{ kind: 'one-sale', sales: [sale], wantKinds: true }], (result) => {
    kinds = result.kinds?.[0] ?? []
    return true
  })
  return kinds
}

function count(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

export interface Extent {
  /** Every nth death and pair of deaths is taken; 1: all, 0: none. Deaths at the disk are all taken. */
  readonly single: number
  readonly pairs: number
  readonly protocols: readonly ('v2' | 'v3')[]
}

export const everything: Extent = { single: 1, pairs: 1, protocols: ['v3', 'v2'] }

const each = <T>(list: readonly T[], share: number): T[] => list.filter((_, index) => share > 0 && index % share === 0)

/**
 * A death at every boundary of one sale, in every way; then, over v3, every death at a change followed by a death at every
 * change of the recovery. Ends early when `report` says that it is enough.
 */
export async function runExhaustive(pool: Pool, report: Report, seed: number, extent: Extent): Promise<Exhausted> {
  const boundaries: Record<string, Record<string, number>> = {}
  let single = 0
  let double = 0
  for (const protocol of extent.protocols) {
    const plain = { seed, protocol, deaths: [] }
    const kinds = await kindsOf(pool, plain)
    boundaries[protocol] = count(kinds)
    const first = kinds
      .flatMap((kind, at) => (kind === 'disk' || at % extent.single === 0 ? [at] : []))
      .flatMap((at) => ways.map((way) => ({ ...plain, deaths: [{ at, ...way }] })))
    single += first.length
    // The kinds behind a first death at a change, killed: where the second one may come.
    const recoveries: { readonly sale: OneSale; readonly kinds: readonly string[] }[] = []
    await pool.run(batches(first, true), (result, job) => {
      if (job.kind === 'one-sale') {
        for (const [index, sale] of job.sales.entries()) recoveries.push({ sale, kinds: result.kinds?.[index] ?? [] })
      }
      return report(result)
    })
    // Over v2 every block and every acknowledgement is a write of its own: three million pairs, half a day.
    if (protocol === 'v2' || extent.pairs === 0) continue
    const pairs = recoveries
      .filter(({ sale }) => isChange(kinds, sale.deaths[0]?.at ?? 0))
      .sort((one, other) => (one.sale.deaths[0]?.at ?? 0) - (other.sale.deaths[0]?.at ?? 0))
      .flatMap(({ sale, kinds: after }) => pairsOf(sale, after))
    const second = each(pairs, extent.pairs)
    double += second.length
    await pool.run(batches(second, false), (result) => report(result))
  }
  return { boundaries, single, double }
}

/** The second death comes the same way as the first. */
function pairsOf(sale: OneSale, after: readonly string[]): OneSale[] {
  const [death] = sale.deaths
  if (death === undefined) return []
  return after.flatMap((_, at) =>
    at > death.at && isChange(after, at) ? [{ ...sale, deaths: [death, { ...death, at }] }] : [],
  )
}
