import { isIPv4 } from 'node:net'

/** Whether that name or address, as settings or a Host header write it, is this very machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'))
