import { dirname, join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isMissing, temporarySuffix } from '../store/durable-json.ts'
import { namesIn } from '../store/store-folders.ts'
import { type TarEntry, writeTarball } from './tarball.ts'

/** First entry of a backup: what it is. */
export interface BackupLabel {
  readonly backup: 'fiscal-bridge'
  readonly version: string
  /** ISO instant. */
  readonly at: string
}

export const labelPath = 'fiscal-bridge-backup.json'

/**
 * The order that makes a copy of a working data folder consistent. Claims come first: their high-water mark promises that
 * every document up to it has its record, and records are only added meanwhile. Open receipts come before closed ones, and those
 * before their archive, since that is the way a record goes: one that moves meanwhile is copied twice, never missed (of two
 * the higher revision wins). The order counter follows the records whose numbers it must exceed. A simulated register comes last: like a real
 * one it may know more than the records.
 */
const order: readonly string[] = ['install.json', 'claims.json', 'open', 'receipts', 'archive/names', 'archive', 'days']
const last = 'simulator'

/** Names below a path, in order; a file has none. */
async function namesBelow(files: Files, path: string): Promise<string[]> {
  try {
    return (await namesIn(files, path)).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return []
    throw error
  }
}

async function readIfThere(files: Files, path: string): Promise<Uint8Array | 'missing' | 'folder'> {
  try {
    return await files.readFile(path)
  } catch (error) {
    if (isMissing(error)) return 'missing'
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return 'folder'
    throw error
  }
}

/** Files at or below `path`, each at the moment of its reading; what vanishes meanwhile has moved on. */
async function* below(files: Files, root: string, path: string, skip: ReadonlySet<string>): AsyncGenerator<TarEntry> {
  if (skip.has(path) || path.endsWith(temporarySuffix)) return
  const names = await namesBelow(files, join(root, path))
  for (const name of names) yield* below(files, root, join(path, name), skip)
  if (names.length > 0) return
  const data = await readIfThere(files, join(root, path))
  if (typeof data !== 'string') yield { path, data }
}

async function* entriesOf(files: Files, root: string, label: BackupLabel): AsyncGenerator<TarEntry> {
  yield { path: labelPath, data: Buffer.from(`${JSON.stringify(label)}\n`) }
  const done = new Set<string>([last])
  for (const path of order) {
    yield* below(files, root, path, done)
    done.add(path)
  }
  for (const name of await namesBelow(files, root)) yield* below(files, root, name, done)
  yield* below(files, root, last, new Set())
}

/**
 * Copies a data folder, at work or not, into one file: everything, the install secret included (promise, rule 20).
 * `progress` hears how many files were copied. Returns the number of files and the size of the copy.
 */
export async function backup(
  files: Files,
  root: string,
  file: string,
  label: BackupLabel,
  progress: (count: number) => void = () => undefined,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const temporary = file + temporarySuffix
  let count = 0
  async function* counted(): AsyncGenerator<TarEntry> {
    for await (const entry of entriesOf(files, root, label)) {
      count += 1
      progress(count)
      yield entry
    }
  }
  const bytes = await writeTarball(files, temporary, counted(), new Date(label.at))
  await files.rename(temporary, file)
  await files.syncFolder(dirname(file))
  return { count, bytes }
}
