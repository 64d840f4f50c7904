import { dirname, join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isMissing, temporarySuffix } from '../store/durable-json.ts'
import { namesIn } from '../store/store-folders.ts'
import { isOurName, type TarEntry, writeTarball } from './tarball.ts'

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

interface Source {
  readonly files: Files
  readonly root: string
  /** Hears of a file or a folder whose name is none of ours. */
  readonly onForeign: (path: string) => void
}

/** Files at or below `path`, each at the moment of its reading; what vanishes meanwhile has moved on. */
async function* below(source: Source, path: string, skip: ReadonlySet<string>): AsyncGenerator<TarEntry> {
  const { files, root, onForeign } = source
  if (skip.has(path) || path.endsWith(temporarySuffix)) return
  if (!isOurName(path)) return onForeign(path)
  const names = await namesBelow(files, join(root, path))
  for (const name of names) yield* below(source, join(path, name), skip)
  if (names.length > 0) return
  const data = await readIfThere(files, join(root, path))
  if (typeof data !== 'string') yield { path, data }
}

async function* entriesOf(source: Source, label: BackupLabel): AsyncGenerator<TarEntry> {
  const { files, root } = source
  yield { path: labelPath, data: Buffer.from(`${JSON.stringify(label)}\n`) }
  const done = new Set<string>([last])
  for (const path of order) {
    yield* below(source, path, done)
    done.add(path)
  }
  for (const name of await namesBelow(files, root)) yield* below(source, name, done)
  yield* below(source, last, new Set())
}

/** What became of a copy. */
export interface BackupResult {
  readonly count: number
  readonly bytes: number
  /** Files and folders that were not copied: their names are none of ours. */
  readonly foreign: readonly string[]
}

/**
 * Copies a data folder, at work or not, into one file: everything of ours, the install secret included (promise, rule 20).
 * `progress` hears how many files were copied; `to`: the disk that the copy is written to, with the rights for it.
 */
export async function backup(
  files: Files,
  root: string,
  file: string,
  label: BackupLabel,
  progress: (count: number) => void = () => undefined,
  to: Files = files,
): Promise<BackupResult> {
  const temporary = file + temporarySuffix
  let count = 0
  const foreign: string[] = []
  const source = { files, root, onForeign: (path: string) => void foreign.push(path) }
  async function* counted(): AsyncGenerator<TarEntry> {
    for await (const entry of entriesOf(source, label)) {
      count += 1
      progress(count)
      yield entry
    }
  }
  const bytes = await writeTarball(to, temporary, counted(), new Date(label.at))
  await to.rename(temporary, file)
  await to.syncFolder(dirname(file))
  return { count, bytes, foreign }
}
