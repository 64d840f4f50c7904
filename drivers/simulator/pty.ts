import { type ChildProcess, spawn } from 'node:child_process'
import type { Clock } from '../clock.ts'
import { sleep } from '../clock.ts'
import { Closing } from '../transport/closing.ts'
import { Inbox } from '../transport/inbox.ts'
import type { Link } from '../transport/link.ts'
import { SimulatorFailure, simulatorReason } from './machine/simulator-failure.ts'
import type { Simulator } from './simulator.ts'

/** There is no socat, or it could not make the pty. */
export class PtyFailed extends SimulatorFailure {
  override readonly name = 'PtyFailed'
}

const respawnMs = 300
const readyMs = 5000

/** socat between a pty, which a host opens as a serial port, and its own standard input and output, which are ours. */
function startSocat(path: string): ChildProcess {
  // Its input ends with this process, whatever ends it: socat then leaves and takes the link along.
  return spawn('socat', ['-d', '-d', '-t0', `pty,raw,echo=0,link=${path}`, 'stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** The device's end of socat's pipe. */
function pipeLink(child: ChildProcess, name: string): Link {
  const inbox = new Inbox()
  const closing = new Closing()
  const lose = (reason: string): void => {
    if (!closing.close(`${name}: ${reason}`)) return
    inbox.shut()
    child.kill()
  }
  child.stdout?.on('data', (bytes: Buffer) => inbox.deliver(bytes))
  child.stdin?.on('error', (error) => lose(error.message))
  child.on('exit', () => lose('pty closed'))
  return {
    name,
    send(bytes) {
      if (!closing.done) child.stdin?.write(bytes)
    },
    receive: (listener) => inbox.receive(listener),
    closed: closing.closed,
    close: () => lose('closed'),
  }
}

function failed(said: string, cause?: NodeJS.ErrnoException): PtyFailed {
  if (cause?.code === 'ENOENT') return new PtyFailed(simulatorReason('SOCAT_MISSING'), { cause })
  return new PtyFailed(simulatorReason('SOCAT_FAILED', { said }), cause === undefined ? undefined : { cause })
}

/** Resolves when the pty is there. */
function ready(child: ChildProcess, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const cancel = clock.after(readyMs, () => reject(failed(said)))
    const settle = (action: () => void) => (): void => {
      cancel()
      action()
    }
    child.once('error', (error: NodeJS.ErrnoException) => settle(() => reject(failed(error.message, error)))())
    child.once(
      'exit',
      settle(() => reject(failed(said.trim()))),
    )
    child.stderr?.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString('utf8')).slice(-2000)
      if (said.includes('starting data transfer loop')) settle(resolve)()
    })
  })
}

/**
 * Serves the register on a pty at `path`: for a host, a serial port. A cable that is pulled takes the port away; it comes back by
 * itself. Rejects with PtyFailed.
 */
export async function servePty(simulator: Simulator, path: string, clock: Clock): Promise<{ close(): Promise<void> }> {
  let closed = false
  let child: ChildProcess | undefined
  const plug = async (): Promise<void> => {
    const started = startSocat(path)
    child = started
    await ready(started, clock)
    const link = pipeLink(started, path)
    simulator.attach(link, { wire: true })
    void link.closed.then(() => again())
  }
  const again = async (): Promise<void> => {
    while (!closed) {
      await sleep(clock, respawnMs)
      if (closed) return
      if (!simulator.plugged) continue
      try {
        await plug()
        return
      } catch (error) {
        if (!(error instanceof PtyFailed)) throw error
      }
    }
  }
  await plug()
  return {
    async close() {
      closed = true
      const last = child
      if (last === undefined || last.exitCode !== null || last.signalCode !== null) return
      await new Promise<void>((resolve) => {
        last.once('exit', () => resolve())
        last.kill()
      })
    },
  }
}
