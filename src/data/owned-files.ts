import { dirname } from 'node:path'
import type { Files } from '../../drivers/files.ts'

/**
 * Files whose every new file and folder under `root` is given away by `own` at once: what an administrator writes for the
 * daemon must be the daemon's own.
 */
export const ownedFiles = (files: Files, root: string, own: (path: string) => Promise<void>): Files => ({
  ...files,
  async writeFile(path, data, durable) {
    await files.writeFile(path, data, durable)
    await own(path)
  },
  async makeFolder(path) {
    await files.makeFolder(path)
    for (let at = path; at.length >= root.length; at = dirname(at)) await own(at)
  },
})
