import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')

/**
 * What `npm test` runs, each suite in one process: the start of a process takes longer than most test files. Folders of `test/`, with
 * what is in them. A single file runs by itself, too: `npx tap test/src/lane/turns.test.ts`.
 */
export const suites = {
  bitrix24: ['src/bitrix24', 'src/words', 'portal'],
  chaos: ['chaos'],
  commands: ['src/commands'],
  decisions: ['src/decisions', 'src/receipts', 'src/record'],
  drivers: ['drivers'],
  'end-to-end': ['end-to-end'],
  house: ['documents.test.ts', 'layers.test.ts'],
  lane: ['src/lane'],
  service: ['src/admin', 'src/base', 'src/config', 'src/data', 'src/doctor', 'src/public', 'src/service'],
  store: ['src/alarms', 'src/store', 'src/watch'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Suite = keyof typeof suites

/** Paths of the test files in a folder of `test/`, relative to `test/`, in order. */
export async function testFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true })
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort()
}

/** Runs a suite in this process. */
export async function runSuite(suite: Suite): Promise<void> {
  for (const entry of suites[suite]) {
    const files = entry.endsWith('.test.ts') ? [entry] : await testFilesIn(entry)
    for (const file of files) await import(pathToFileURL(join(root, file)).href)
  }
}
