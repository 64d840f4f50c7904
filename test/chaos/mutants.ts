import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runExhaustive } from './exhaustive.ts'
import type { Failure, JobResult } from './jobs.ts'
import { type Mutation, mutations } from './mutations.ts'
import { Pool } from './pool.ts'
import { scenarios } from './scenarios.ts'

/** Seeds that a mutant may survive before it counts as missed. */
const seeds = 600
const firstSeed = 1
/** Every nth death of the exhaustive mode is tried between scenarios and seeds. */
const share = 40

/** What of the tree a worker needs. */
const copied = [
  'src',
  'drivers',
  'test/chaos',
  'test/admin-door.ts',
  'test/memory-disk.ts',
  'test/virtual-clock.ts',
  'test/src/bitrix24/php-form.ts',
  'package.json',
  'tsconfig.json',
]

/** The source with the bug in it. Throws when the fragment is not there, or there more than once: mutants must not go stale. */
export async function mutatedSource(root: string, { name, file, find, replace }: Mutation): Promise<string> {
  const parts = (await readFile(join(root, file), 'utf8')).split(find)
  if (parts.length !== 2) throw new Error(`mutant ${name}: ${file} holds its fragment ${parts.length - 1} times`)
  return parts.join(replace)
}

/** A copy of the tree with one bug in it. */
async function mutated(root: string, folder: string, mutation: Mutation): Promise<void> {
  const source = await mutatedSource(root, mutation)
  for (const path of copied) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await cp(join(root, path), join(folder, path), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, mutation.file), source)
}

interface Caught {
  readonly name: string
  /** What caught it, as `--replay` takes it, and the invariant; undefined: missed. */
  readonly by: string | undefined
  readonly rule: string
  readonly runs: number
}

async function hunt(root: string, mutation: Mutation, workers: number): Promise<Caught> {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-mutant-'))
  try {
    await mutated(root, folder, mutation)
    const pool = new Pool(workers, folder)
    try {
      return await huntIn(pool, mutation.name)
    } finally {
      pool.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function huntIn(pool: Pool, name: string): Promise<Caught> {
  let runs = 0
  let found: Failure | undefined
  const report = (result: JobResult): boolean => {
    runs += result.runs
    found ??= result.failures[0]
    return found === undefined
  }
  await pool.run(
    Object.keys(scenarios).map((one) => ({ kind: 'scenarios', names: [one] }) as const),
    report,
  )
  if (found === undefined) await runExhaustive(pool, report, firstSeed, { single: share, pairs: 0, protocols: ['v3'] })
  if (found === undefined) {
    const jobs = Array.from({ length: seeds / 10 }, (_, index) => ({
      kind: 'seeds' as const,
      from: firstSeed + index * 10,
      count: 10,
    }))
    await pool.run(jobs, report)
  }
  const rule = found?.violations[0]
  return { name, by: found?.replay, rule: rule === undefined ? '' : `${rule.rule}: ${rule.text}`, runs }
}

/**
 * Hunts every mutant, or those whose names contain `only`, in so many processes. Prints a table; says whether there was
 * something to hunt and all of it was caught.
 */
export async function runMutants(
  root: string,
  out: (line: string) => void,
  { only = '', workers = 2 }: { readonly only?: string | undefined; readonly workers?: number } = {},
): Promise<boolean> {
  const begun = performance.now()
  const chosen = mutations.filter(({ name }) => name.includes(only))
  if (chosen.length === 0) {
    out(`chaos: no mutant has ${JSON.stringify(only)} in its name. There are:`)
    for (const { name } of mutations) out(`  ${name}`)
    return false
  }
  let missed = 0
  out('| mutant | caught by | check | runs |')
  out('| --- | --- | --- | --- |')
  for (const mutation of chosen) {
    const { name, by, rule, runs } = await hunt(root, mutation, workers)
    if (by === undefined) missed += 1
    out(`| ${name} | ${by ?? 'MISSED'} | ${rule.replaceAll('|', '/')} | ${runs} |`)
  }
  const took = ((performance.now() - begun) / 1000).toFixed(0)
  out(`chaos: ${chosen.length - missed} of ${chosen.length} mutants caught in ${took} s, ${missed} missed`)
  return missed === 0
}
