import type { Environment } from '../config/secrets.ts'

/** Listening sockets that were open before this process started: file descriptors by what they are for. */
export interface InheritedSockets {
  readonly public?: number
  readonly admin?: number
}

/** The first descriptor that is handed over (sd_listen_fds). */
const firstDescriptor = 3

/**
 * Reads what systemd hands over by socket activation: LISTEN_FDS sockets from descriptor 3 on, for the process LISTEN_PID, named
 * by LISTEN_FDNAMES (`FileDescriptorName=`). A single socket with no name of ours is the public one.
 */
export function inheritedSockets(env: Environment, pid: number): InheritedSockets {
  const count = Number(env['LISTEN_FDS'] ?? 0)
  if (env['LISTEN_PID'] !== String(pid) || !Number.isInteger(count) || count < 1) return {}
  const names = (env['LISTEN_FDNAMES'] ?? '').split(':').slice(0, count)
  const fdOf = (name: string): number | undefined =>
    names.includes(name) ? firstDescriptor + names.indexOf(name) : undefined
  const admin = fdOf('admin')
  const ours = fdOf('public') ?? (count === 1 && admin === undefined ? firstDescriptor : undefined)
  return { ...(ours !== undefined && { public: ours }), ...(admin !== undefined && { admin }) }
}
