import { createServer } from 'node:net'
import type { Config, ListenerConfig } from '../config/config.ts'

/** Listens at an address for a moment. Resolves with the system's refusal, undefined when there was none. */
export type TryListen = (address: { readonly host: string; readonly port: number }) => Promise<Error | undefined>

export const tryListenHere: TryListen = (address) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ ...address, exclusive: true }, () => server.close(() => resolve(undefined)))
  })

const names = ['public', 'admin'] as const

/**
 * What keeps new settings from being listened on, in Russian; undefined when nothing does. A port of our own is busy only with
 * ourselves: then the host alone is tried.
 */
export async function listenerObstacle(
  running: Config,
  wanted: Config,
  tryListen: TryListen,
): Promise<{ readonly setting: string; readonly text: string } | undefined> {
  const ours = new Set(names.map((name) => running[name].port))
  for (const name of names) {
    const { host, port, fd }: ListenerConfig = wanted[name]
    const isKept = host === running[name].host && port === running[name].port
    if (fd !== undefined || isKept) continue
    const refusal = await tryListen({ host, port: ours.has(port) ? 0 : port })
    if (refusal === undefined) continue
    const { code = refusal.message } = refusal as NodeJS.ErrnoException
    return { setting: name, text: `Адрес ${host}:${port} (${name}) не открыть: ${code}. Исправьте его в настройках.` }
  }
  return undefined
}
