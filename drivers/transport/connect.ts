import type { Clock } from '../clock.ts'
import type { Link } from './link.ts'
import { openTcp } from './tcp.ts'

/** Where a register is. */
export type Target =
  | { readonly type: 'serial'; readonly path: string; readonly baudRate: number }
  | { readonly type: 'tcp'; readonly host: string; readonly port: number }

/** As the operator would write it: `/dev/serial/by-id/…`, `192.168.10.1:5555`. */
export const placeOf = (target: Target): string =>
  target.type === 'tcp' ? `${target.host}:${target.port}` : target.path

/** Opens the way to a register. Rejects with LinkLost saying why. */
export async function openTarget(target: Target, clock: Clock): Promise<Link> {
  switch (target.type) {
    case 'tcp':
      return openTcp(target.host, target.port, { clock })
    case 'serial': {
      // The native binding is needed by those who have a serial port, and by nobody else.
      const { openSerial } = await import('./serial.ts')
      return openSerial(target.path, { baudRate: target.baudRate })
    }
  }
}
