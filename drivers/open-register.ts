/** Which driver a connection has: the one place that knows every driver. A type of connection that none has is a fault of the build. */
import { type AtolConnection, probe as probeAtol } from './atol/discovery.ts'
import { AtolRegister } from './atol/register.ts'
import type { Clock } from './clock.ts'
import type { Zone } from './ffd/local-time.ts'
import type { Files } from './files.ts'
import type { Http } from './http.ts'
import type { Log } from './log.ts'
import type { FiscalRegister, Probed } from './register.ts'
import type { SimulatorOptions } from './simulator/machine/settings.ts'
import { openSimulator, type Simulator } from './simulator/simulator.ts'
import type { Target } from './transport/connect.ts'
import type { Link } from './transport/link.ts'

/** What a driver may not do by itself: time, disk, the log, cables and other computers. */
export interface RegisterWorld {
  readonly clock: Clock
  /** Where registers in software keep their fiscal memories. */
  readonly files: Files
  readonly log: Log
  /** Opens a line of bytes to a register. Rejects with LinkLost. */
  readonly connect: (target: Target) => Promise<Link>
  /** Asks another computer, or a service on this one. */
  readonly http: Http
}

/** A register in software, inside this process, as it is to be. */
export type SimulatedConnection = { readonly type: 'simulated'; readonly protocol: 'v2' | 'v3' } & Omit<
  SimulatorOptions,
  'clock' | 'files' | 'log' | 'zone'
>

export type Connection = AtolConnection | SimulatedConnection

/** A register, how to reach it. */
export interface RegisterEntry<C = Connection> {
  readonly connection: C
  /** Zone of its clock. */
  readonly timeZone: Zone
}

export interface OpenedRegister {
  readonly register: FiscalRegister
  /** The register itself, when it is one in software: whoever opened it closes it. */
  readonly simulator?: Simulator
}

/** The register of an entry. It connects at the first call: only one in software is opened here, and throws what its folder throws. */
export async function openRegister(
  { connection, timeZone: zone }: RegisterEntry,
  { clock, files, log, connect }: RegisterWorld,
): Promise<OpenedRegister> {
  switch (connection.type) {
    case 'serial':
    case 'tcp': {
      const { protocol } = connection
      return { register: new AtolRegister({ open: () => connect(connection), protocol, clock, log, zone }) }
    }
    case 'simulated': {
      const { type: _, ...options } = connection
      const { protocol } = options
      const simulator = await openSimulator({ ...options, files, clock, log, zone })
      const open = (): Promise<Link> => Promise.resolve(simulator.connect())
      return { register: new AtolRegister({ open, protocol, clock, log, zone }), simulator }
    }
  }
}

/** Looks at the register of an entry once, beside any daemon. `embedded`: one in software is there only while its daemon runs. */
export async function probe(
  { connection, timeZone: zone }: RegisterEntry<AtolConnection | Pick<SimulatedConnection, 'type'>>,
  { clock, log, connect }: RegisterWorld,
): Promise<Probed | 'embedded'> {
  switch (connection.type) {
    case 'serial':
    case 'tcp':
      return probeAtol([connection], { connect, clock, log, zone })
    case 'simulated':
      return 'embedded'
  }
}
