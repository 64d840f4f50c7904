import { serveControl } from './control-server.ts'
import type { SimulatorOptions } from './machine/settings.ts'
import { SimulatorFailure, simulatorReason } from './machine/simulator-failure.ts'
import { servePty } from './pty.ts'
import { serveTcp } from './server.ts'
import { openSimulator, type Simulator } from './simulator.ts'

/** Between the answer to an Add and the result: what goes through a socket at once arrives in one piece. */
const betweenAnswersMs = 2

/** What `fiscal-bridge simulate` takes, already parsed from the command line. */
export interface SimulateOptions extends Omit<SimulatorOptions, 'faults'> {
  /** TCP port to listen on; 0 takes a free one. */
  readonly tcp?: number
  /** Interface of that port; 127.0.0.1 when left out. */
  readonly host?: string
  /** Path of a pty to make. */
  readonly pty?: string
  /** Faults as text: see `parseFault`. */
  readonly fault?: readonly string[]
  /** Port of the control API; 0 takes a free one. */
  readonly control?: number
}

export interface Simulation {
  readonly simulator: Simulator
  readonly tcpPort: number | undefined
  readonly controlPort: number | undefined
  close(): Promise<void>
}

/**
 * Runs a simulated register until it is closed. Throws SimulatorFailure (PtyFailed and WrongFiscalMemory are two),
 * DamagedRecords, and Node's own errors when a port is taken.
 */
export async function simulate(options: SimulateOptions): Promise<Simulation> {
  const { tcp, host, pty, fault = [], control, ...device } = options
  if (tcp === undefined && pty === undefined) {
    throw new SimulatorFailure(simulatorReason('NOWHERE_TO_LISTEN'))
  }
  const simulator = await openSimulator({
    leastMs: betweenAnswersMs,
    ...device,
    port: pty === undefined ? 6 : 4,
  })
  const open: { close(): Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const one of open) await one.close()
    await simulator.close()
  }
  try {
    for (const text of fault) simulator.control.arm(text)
    const tcpServer = tcp === undefined ? undefined : await serveTcp(simulator, tcp, host)
    if (tcpServer !== undefined) open.push(tcpServer)
    const controlServer = control === undefined ? undefined : await serveControl(simulator, control)
    if (controlServer !== undefined) open.push(controlServer)
    if (pty !== undefined) open.push(await servePty(simulator, pty, options.clock))
    return { simulator, tcpPort: tcpServer?.port, controlPort: controlServer?.port, close }
  } catch (error) {
    await close()
    throw error
  }
}
