import t from 'tap'
import { suites, testFilesIn } from './suites.ts'

/** Run by `npm run test:real`; `suites` are what runs the others. */
const elsewhere = ['service', 'web', 'suites']

t.test('every test file is in one suite', async (t) => {
  const entries = Object.values(suites).flat()
  const isIn = (file: string, entry: string): boolean => file === entry || file.startsWith(`${entry}/`)
  for (const file of await testFilesIn('.')) {
    if (elsewhere.some((folder) => isIn(file, folder))) continue
    t.equal(entries.filter((entry) => isIn(file, entry)).length, 1, file)
  }
})
