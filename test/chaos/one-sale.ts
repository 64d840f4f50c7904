import type { BoundaryKind } from './daemon-process.ts'
import type { Death, Survival } from './host.ts'
import type { Sale } from './sale.ts'
import { type Outcome, World } from './world.ts'

/** A death at a boundary, counted over all lives of the daemon. */
export interface PlannedDeath {
  readonly at: number
  readonly death: Death
  readonly survival: Survival
}

/** One sale of two lines, with deaths at chosen boundaries and nothing else wrong. */
export interface OneSale {
  readonly seed: number
  readonly protocol: 'v2' | 'v3'
  readonly deaths: readonly PlannedDeath[]
  readonly verbose?: boolean
}

export interface OneSaleOutcome extends Outcome {
  /** Kind of each boundary up to the end of the sale, in order. */
  readonly kinds: readonly BoundaryKind[]
}

const sale: Sale = {
  order: 1,
  type: 'sell',
  cash: false,
  lines: [
    { name: 'Молоко 3,2 %, 1 л', kopecks: 8990, pieces: 2, vat: 4 },
    { name: 'Зонт складной', kopecks: 129_000, pieces: 1, vat: 7 },
  ],
}

const saleAt = 5_000
const askedAt = 7_000
/** No look of an idle lane falls into this time, and a restarted daemon has settled what it found. */
const watchedMs = 40_000

export async function runOneSale({ seed, protocol, deaths, verbose = false }: OneSale): Promise<OneSaleOutcome> {
  const world = new World({ seed, protocol, insists: 1, patienceMs: 6_000, verbose })
  const { host, portal, clock } = world
  const kinds: BoundaryKind[] = []
  for (const { at, death, survival } of deaths) host.deaths.set(at, { death, survival, restartMs: 1_000 })
  host.onBoundary = (kind) => kinds.push(kind)
  await world.open(askedAt)
  world.at(saleAt, () => portal.sell(sale))
  const finished = (): boolean => portal.checks.length > 0 && portal.checks.every(({ told }) => told.kind === 'done')
  while (clock.monotonic() < watchedMs && !finished()) await world.advance(250)
  host.onBoundary = undefined
  await world.settle()
  return { ...(await world.finish()), kinds }
}
