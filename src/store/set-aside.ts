import { dirname } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { isMissing } from './durable-json.ts'
import type { FolderSync } from './folder-sync.ts'

const asideOf = (path: string, suffix: string): string => `${path}.corrupt-${suffix}`

/**
 * Copies what an unreadable file holds to a name that tells so, as far as the disk gives it out. The file itself stays until a record
 * takes its place: a receipt without any file would be sold again. The result is where the bytes are to be found.
 */
export async function setAside(files: Files, folders: FolderSync, path: string, suffix: string): Promise<string> {
  const aside = asideOf(path, suffix)
  let bytes: Uint8Array
  try {
    bytes = await files.readFile(path)
  } catch {
    return path
  }
  await files.writeFile(aside, bytes, true)
  await folders.sync(dirname(aside))
  return aside
}

/** Gives an unreadable file that name once its receipt has a record elsewhere. May be done again after it failed halfway. */
export async function moveAside(files: Files, folders: FolderSync, path: string, suffix: string): Promise<void> {
  try {
    await files.rename(path, asideOf(path, suffix))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  await folders.sync(dirname(path))
}
