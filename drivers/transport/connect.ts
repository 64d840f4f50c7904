import type { Clock } from '../clock.ts'
import type { Link } from './link.ts'
import { openSerial } from './serial.ts'
import { openTcp } from './tcp.ts'

/** Where a register is. */
export type Target =
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }

/** Opens the way to a register. Rejects with LinkLost saying why. */
export function openTarget(target: Target, clock: Clock): Promise<Link> {
  switch (target.kind) {
    case 'serial':
      return openSerial(target.path, { baudRate: target.baudRate })
    case 'tcp':
      return openTcp(target.host, target.port, { clock })
  }
}
