import type { Death, Survival } from './host.ts'
import { runOneSale } from './one-sale.ts'
import { runSeed } from './plan.ts'
import { runScenario, scenarios } from './scenarios.ts'
import type { Outcome } from './world.ts'

/** A seed, the name of a scenario, or `sale/<seed>/<protocol>/<boundary>:<death>:<survival>…`. */
function again(what: string): Promise<Outcome> {
  if (/^\d+$/.test(what)) return runSeed(Number(what) >>> 0, true)
  if (Object.hasOwn(scenarios, what)) return runScenario(what, true)
  const [, seed = '0', protocol, ...deaths] = what.split('/')
  return runOneSale({
    seed: Number(seed),
    protocol: protocol === 'v2' ? 'v2' : 'v3',
    verbose: true,
    deaths: deaths.map((text) => {
      const [at = '0', death, survival] = text.split(':')
      return { at: Number(at), death: death as Death, survival: survival as Survival }
    }),
  })
}

/** Prints the whole history of a run, with the daemon's log, and its digest. Says whether all was well. */
export async function replay(what: string, out: (line: string) => void): Promise<boolean> {
  const { history, digest, violations, took, documents } = await again(what)
  for (const line of history) out(line)
  for (const { rule, text } of violations) out(`VIOLATED ${rule}: ${text}`)
  out(
    `chaos: replay of ${what}: digest ${digest}, ${documents} documents, ${(took / 1000).toFixed(0)} s of virtual time, ${violations.length} violations`,
  )
  return violations.length === 0
}
