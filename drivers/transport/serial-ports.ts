import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { SerialPort } from 'serialport'

/** What the system tells of a port, as far as it knows. */
interface PortTraits {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly pnpId?: string | undefined
}

/** A serial port as the system describes it. */
export interface SerialPortInfo {
  /** Its lasting name where there is one (`/dev/serial/by-id/…`), else the device. */
  readonly path: string
  /** Vendor, product, interface: what is known, for people. */
  readonly description: string
}

const byId = '/dev/serial/by-id'

/** Device -> lasting name. The folder exists only while such a port is plugged in. */
async function lastingNames(): Promise<Map<string, string>> {
  const names = await readdir(byId).catch(() => [])
  const pairs = names.sort().map(async (name) => [await realpath(join(byId, name)), join(byId, name)] as const)
  return new Map(await Promise.all(pairs))
}

/** The serial ports of this computer, in the order of their names. Without udev only those with a lasting name. */
export async function listSerialPorts(): Promise<SerialPortInfo[]> {
  const lasting = await lastingNames()
  const known = await SerialPort.list().catch(() => [...lasting.keys()].map((path) => ({ path })))
  return known
    .map((port) => {
      const { manufacturer = '', vendorId = '', productId = '', pnpId = '' }: PortTraits = port
      const usb = vendorId === '' ? '' : `USB ${vendorId}:${productId}`
      return {
        path: lasting.get(port.path) ?? port.path,
        description: [manufacturer, usb, pnpId].filter(Boolean).join(' '),
      }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
