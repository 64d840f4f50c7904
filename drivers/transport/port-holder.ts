import { readdir, readFile, readlink, realpath } from 'node:fs/promises'

/**
 * Which other processes have a port open, as `name (pid 123), …`, where Linux's /proc lets us see it: our user's always,
 * those of other users only as root. Undefined when it cannot be told.
 */
export async function portHolder(path: string): Promise<string | undefined> {
  const device = await realpath(path).catch(() => undefined)
  if (device === undefined) return undefined
  const holders: string[] = []
  for (const pid of await names('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid || !(await holds(pid, device))) continue
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    holders.push(`${name.trim()} (pid ${pid})`)
  }
  return holders.length === 0 ? undefined : holders.join(', ')
}

async function holds(pid: string, device: string): Promise<boolean> {
  for (const fd of await names(`/proc/${pid}/fd`)) {
    if ((await readlink(`/proc/${pid}/fd/${fd}`).catch(() => undefined)) === device) return true
  }
  return false
}

/** Processes come and go, and most do not show their files: what cannot be listed holds nothing we could name. */
const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
