import type { Clock } from '../../drivers/clock.ts'
import type { Link } from '../../drivers/transport/link.ts'
import { openTcp } from '../../drivers/transport/tcp.ts'
import type { ConnectionConfig } from '../config/config.ts'

/** Opens the cable to a real register. Rejects with LinkLost. */
export const connectWith =
  (clock: Clock) =>
  async (connection: Exclude<ConnectionConfig, { readonly type: 'simulated' }>): Promise<Link> => {
    switch (connection.type) {
      case 'tcp':
        return openTcp(connection.host, connection.port, { clock })
      case 'serial': {
        // The native binding is needed by those who have a serial port, and by nobody else.
        const { openSerial } = await import('../../drivers/transport/serial.ts')
        return openSerial(connection.path, { baudRate: connection.baudRate })
      }
    }
  }
