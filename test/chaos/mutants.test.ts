import { join } from 'node:path'
import t from 'tap'
import { mutatedSource, runMutants } from './mutants.ts'
import { mutations } from './mutations.ts'

// Seconds on a quiet machine.
t.setTimeout(180_000)

const root = join(import.meta.dirname, '../..')

t.test('there are enough of them, each with a name of its own', async (t) => {
  t.ok(mutations.length >= 20)
  t.equal(new Set(mutations.map(({ name }) => name)).size, mutations.length)
})

t.test('each finds its place in the present sources', async (t) => {
  for (const mutation of mutations) t.not(await mutatedSource(root, mutation), '', mutation.name)
})

t.test('a name that no mutant has is not taken for success', async (t) => {
  const lines: string[] = []
  t.notOk(await runMutants(root, (line) => lines.push(line), { only: 'skip-fiel-sync' }))
  t.match(lines.join('\n'), /skip-fiel-sync.*\n *skip-file-sync/)
})

/** `npm run chaos -- --mutants` hunts them all. */
t.test('one of them is caught', async (t) => {
  const lines: string[] = []
  t.ok(await runMutants(root, (line) => lines.push(line), { only: 'no-guard-for-lost-answers' }), lines.join('\n'))
})
