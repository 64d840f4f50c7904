/** Where registers may be, and what answers there: for people who do not know how theirs is connected. */
import { type AtolConnection, probe } from './atol/discovery.ts'
import type { Zone } from './ffd/local-time.ts'
import type { RegisterWorld } from './open-register.ts'
import { placeOf, type Target } from './transport/connect.ts'

/** Somewhere a register may answer. */
export interface Place {
  /** As the operator would write it: `/dev/serial/by-id/…`, `192.168.10.1:5555`. */
  readonly name: string
  /** Vendor, product, interface: whatever the system knows of it. */
  readonly description: string
  /** Every way in which it may be spoken to there, the likelier first. */
  readonly connections: readonly [AtolConnection, ...AtolConnection[]]
}

/** Serial speeds in the order of their likelihood (protocol 0.4). */
const serialSpeeds = [115_200, 57_600, 38_400, 19_200, 9600, 4800] as const

/** v3 goes first, since a v2 register takes its packets for noise, and so the other way round. */
const inBothProtocols = (target: Target): Place['connections'] => [
  { ...target, protocol: 'v3' },
  { ...target, protocol: 'v2' },
]

/** An address in the network: v3 by the protocol (0.3), and v2 of a serial register behind a converter. */
export function networkPlace(host: string, port: number): Place {
  const target = { type: 'tcp', host, port } as const
  return { name: placeOf(target), description: 'TCP', connections: inBothProtocols(target) }
}

/** A serial port. USB ones are tried at all the speeds too: a converter hides a real line. */
function serialPlace(path: string, description: string): Place {
  const [likeliest, ...others] = serialSpeeds
  const at = (baudRate: number): Place['connections'] => inBothProtocols({ type: 'serial', path, baudRate })
  return { name: path, description, connections: [...at(likeliest), ...others.flatMap(at)] }
}

/** Every serial port of this computer. */
export async function serialPlaces(): Promise<Place[]> {
  // The native binding is needed by those who look at serial ports, and by nobody else.
  const { listSerialPorts } = await import('./transport/serial-ports.ts')
  return (await listSerialPorts()).map(({ path, description }) => serialPlace(path, description))
}

/** What answers at a place, and by which connection. `timeZone`: that of a register's clock, if there is one. */
export const findRegister = ({ connections }: Place, timeZone: Zone, { clock, log, connect }: RegisterWorld) =>
  probe(connections, { clock, log, connect, zone: timeZone })

/** A register with the connection that leads to it, as the settings want it; or why there is none. */
export type Found = Awaited<ReturnType<typeof findRegister>>
