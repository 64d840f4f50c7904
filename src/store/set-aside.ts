import { dirname } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import type { FolderSync } from './folder-sync.ts'

/**
 * Keeps what an unreadable file holds under a name that tells so. The file itself stays until a record takes its place:
 * a receipt without any file would be sold again. Only what the disk does not give out at all is moved.
 */
export async function setAside(files: Files, folders: FolderSync, path: string, suffix: string): Promise<string> {
  const aside = `${path}.corrupt-${suffix}`
  let bytes: Uint8Array | undefined
  try {
    bytes = await files.readFile(path)
  } catch {
    await files.rename(path, aside)
  }
  if (bytes !== undefined) await files.writeFile(aside, bytes, true)
  await folders.sync(dirname(aside))
  return aside
}
