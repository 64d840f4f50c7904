import type { Environment } from '../config/secrets.ts'

/**
 * Listening sockets that were open before this process started: file descriptors by what they are for. The admin listener is never
 * inherited: whether it needs a password and TLS is judged by the address in the settings.
 */
export interface InheritedSockets {
  readonly public?: number
}

/** The first descriptor that is handed over (sd_listen_fds). */
const firstDescriptor = 3

/**
 * Reads what systemd hands over by socket activation: LISTEN_FDS sockets from descriptor 3 on, for the process LISTEN_PID, named
 * by LISTEN_FDNAMES (`FileDescriptorName=`). A single socket that is not meant for the operator is the public one.
 */
export function inheritedSockets(env: Environment, pid: number): InheritedSockets {
  const count = Number(env['LISTEN_FDS'] ?? 0)
  if (env['LISTEN_PID'] !== String(pid) || !Number.isInteger(count) || count < 1) return {}
  const names = (env['LISTEN_FDNAMES'] ?? '').split(':').slice(0, count)
  if (names.includes('public')) return { public: firstDescriptor + names.indexOf('public') }
  return count === 1 && names[0] !== 'admin' ? { public: firstDescriptor } : {}
}
