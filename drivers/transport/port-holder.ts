import { readdir, readFile, readlink, realpath } from 'node:fs/promises'

/**
 * Which process holds a port, as `name (pid 123)`, where Linux's /proc lets us see it: our own processes always, those of
 * other users only as root. Undefined when it cannot be told.
 */
export async function portHolder(path: string): Promise<string | undefined> {
  const device = await realpath(path).catch(() => undefined)
  if (device === undefined) return undefined
  for (const pid of await names('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue
    for (const fd of await names(`/proc/${pid}/fd`)) {
      if ((await readlink(`/proc/${pid}/fd/${fd}`).catch(() => undefined)) !== device) continue
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
      return `${name.trim()} (pid ${pid})`
    }
  }
  return undefined
}

/** Processes come and go, and most do not show their files: what cannot be listed holds nothing we could name. */
const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
