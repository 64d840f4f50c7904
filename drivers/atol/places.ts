import type { Clock } from '../clock.ts'
import { openTarget } from '../transport/connect.ts'
import type { Place } from './discovery.ts'
import type { Protocol } from './open-exchange.ts'

/** Serial speeds in the order of their likelihood (protocol 0.4). */
const serialSpeeds = [115_200, 57_600, 38_400, 19_200, 9600, 4800] as const

const protocols: readonly Protocol[] = ['v3', 'v2']

/** An address in the network: v3 by the protocol (0.3), and v2 of a serial register behind a converter. */
export const tcpPlace = (host: string, port: number, clock: Clock): Place => ({
  name: `${host}:${port}`,
  description: 'TCP',
  speeds: [undefined],
  protocols,
  open: () => openTarget({ type: 'tcp', host, port }, clock),
})

/** Every serial port of this computer. USB ones have all the speeds too: a converter hides a real line. */
export async function serialPlaces(clock: Clock): Promise<Place[]> {
  // The native binding is needed by those who look at serial ports, and by nobody else.
  const { listSerialPorts } = await import('../transport/serial-ports.ts')
  return (await listSerialPorts()).map(({ path, description }) => ({
    name: path,
    description,
    speeds: serialSpeeds,
    protocols,
    open: (speed) => openTarget({ type: 'serial', path, baudRate: speed ?? serialSpeeds[0] }, clock),
  }))
}
