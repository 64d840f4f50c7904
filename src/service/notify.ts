import type { Log } from '../../drivers/log.ts'
import type { Environment } from '../config/secrets.ts'
import type { RunProgram } from './run-program.ts'

/** What the service manager is told of this process (sd_notify). Nothing here rejects: a daemon nobody listens to still sells. */
export interface Notifier {
  /** Whether anybody listens. */
  readonly isHeard: boolean
  /** How long the service manager waits for a sign of life before it kills, ms; undefined when it does not. */
  readonly watchdogMs: number | undefined
  ready(status: string): Promise<void>
  /** A sign of life, with one line for `systemctl status`. */
  alive(status: string): Promise<void>
  status(text: string): Promise<void>
  stopping(status: string): Promise<void>
}

/** Status is one line; systemd takes the message apart at line ends. */
const statusOf = (text: string): string => `STATUS=${text.replaceAll(/\s+/g, ' ')}`

function watchdogOf(env: Environment, pid: number): number | undefined {
  const period = Number(env['WATCHDOG_USEC'])
  const isOurs = env['WATCHDOG_PID'] === undefined || env['WATCHDOG_PID'] === String(pid)
  return isOurs && Number.isInteger(period) && period > 0 ? period / 1000 : undefined
}

/**
 * Tells systemd by its own `systemd-notify`, and the unit says NotifyAccess=all. Node has no datagram sockets of the local family; the
 * packages that add them (unix-dgram, sd-notify) need a compiler on the shop's machine at every upgrade of Node.
 * `systemd-notify` is wherever systemd is, waits until its message was taken (so that it is never dropped as one of a process
 * that is gone), and costs a few ms a minute. `env`, `pid`: of this process.
 */
export function systemdNotifier(env: Environment, pid: number, run: RunProgram, log: Log): Notifier {
  const isHeard = (env['NOTIFY_SOCKET'] ?? '') !== ''
  // One after the other: STOPPING must not be overtaken by an older sign of life.
  let turn: Promise<void> = Promise.resolve()
  const send = (...message: readonly string[]): Promise<void> => {
    if (!isHeard) return Promise.resolve()
    turn = turn.then(async () => {
      const { code, stderr } = await run(['systemd-notify', ...message])
      if (code !== 0) log.warn({ message, code, stderr: stderr.trim() }, 'systemd was not told')
    })
    return turn
  }
  return {
    isHeard,
    watchdogMs: isHeard ? watchdogOf(env, pid) : undefined,
    ready: (status) => send('READY=1', statusOf(status)),
    alive: (status) => send('WATCHDOG=1', statusOf(status)),
    status: (text) => send(statusOf(text)),
    stopping: (status) => send('STOPPING=1', statusOf(status)),
  }
}
