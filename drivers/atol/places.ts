import type { Clock } from '../clock.ts'
import { openTarget } from '../transport/connect.ts'
import { listSerialPorts } from '../transport/serial-ports.ts'
import { type Place, serialSpeeds } from './discovery.ts'

/** USB ports have no line speed of their own: one try is enough. */
const isUsb = (path: string): boolean => /ttyACM|usb-/i.test(path)

export const serialPlace = (path: string, description: string, clock: Clock): Place => ({
  name: path,
  description,
  speeds: isUsb(path) ? serialSpeeds.slice(0, 1) : serialSpeeds,
  protocols: ['v3', 'v2'],
  open: (speed) => openTarget({ kind: 'serial', path, baudRate: speed ?? serialSpeeds[0] }, clock),
})

/** TCP speaks v3 only (protocol 0.3); 5555 is the vendor's port. */
export const tcpPlace = (host: string, clock: Clock, port = 5555): Place => ({
  name: `${host}:${port}`,
  description: 'TCP',
  speeds: [undefined],
  protocols: ['v3'],
  open: () => openTarget({ kind: 'tcp', host, port }, clock),
})

/** Every serial port of this computer. */
export const serialPlaces = async (clock: Clock): Promise<Place[]> =>
  (await listSerialPorts()).map(({ path, description }) => serialPlace(path, description, clock))
