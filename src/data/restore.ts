import { dirname, join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isMissing } from '../store/durable-json.ts'
import { restoredPath } from '../store/store-folders.ts'
import { type BackupLabel, labelPath } from './backup.ts'
import { BadTarball, readTarball } from './tarball.ts'

/** The folder holds something: a restored backup must not mix with other receipts. */
export class FolderNotEmpty extends Error {
  override readonly name = 'FolderNotEmpty'
}

/** While it lies there without install.json, a start is refused: receipts without their secret. */
const unfinished = 'open/restoring'
const secretPath = 'install.json'

async function requireEmpty(files: Files, root: string): Promise<void> {
  try {
    if ((await files.list(root)).length > 0) throw new FolderNotEmpty(root)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

function labelOf(data: Uint8Array): BackupLabel {
  try {
    const label = JSON.parse(Buffer.from(data).toString('utf8')) as BackupLabel
    if (label.backup === 'fiscal-bridge') return label
  } catch (cause) {
    throw new BadTarball('the label is not readable', { cause })
  }
  throw new BadTarball('a tarball of something else')
}

/**
 * Unpacks a backup into an empty data folder, durably. The install secret comes last, so that a folder restored by half never
 * starts. What the register printed since the backup is found by its marks at the next receipt (promise, rule 10); what still waits in
 * it is marked, since it may have been refused meanwhile, and sold by another check. `from`: the disk that the backup is read from, with
 * the rights for it. Throws FolderNotEmpty, BadTarball.
 */
export async function restore(
  files: Files,
  file: string,
  root: string,
  progress: (count: number) => void = () => undefined,
  from: Files = files,
): Promise<{ readonly count: number; readonly label: BackupLabel }> {
  await requireEmpty(files, root)
  const folders = new Set<string>()
  const write = async (path: string, data: Uint8Array | string): Promise<void> => {
    const folder = dirname(join(root, path))
    if (!folders.has(folder)) await files.makeFolder(folder)
    for (let at = folder; at.length >= root.length; at = dirname(at)) folders.add(at)
    await files.writeFile(join(root, path), data, true)
  }
  let label: BackupLabel | undefined
  let secret: Uint8Array | undefined
  let count = 0
  await readTarball(await from.readFile(file), async ({ path, data }) => {
    if (label === undefined) {
      if (path !== labelPath) throw new BadTarball('a tarball of something else')
      label = labelOf(data)
      await write(unfinished, '')
      return
    }
    if (path === secretPath) secret = data
    else if (path !== unfinished && path !== restoredPath) await write(path, data)
    count += 1
    progress(count)
  })
  if (label === undefined || secret === undefined) throw new BadTarball('the backup is not whole')
  await write(restoredPath, JSON.stringify({ at: label.at }))
  for (const folder of [...folders].sort().reverse()) await files.syncFolder(folder)
  await write(secretPath, secret)
  await files.syncFolder(root)
  await files.remove(join(root, unfinished))
  await files.syncFolder(join(root, 'open'))
  return { count, label }
}
