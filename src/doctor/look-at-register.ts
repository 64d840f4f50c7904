import { type Place, probe } from '../../drivers/atol/discovery.ts'
import type { Clock } from '../../drivers/clock.ts'
import { silentLog } from '../../drivers/log.ts'
import type { Target } from '../../drivers/transport/connect.ts'
import type { Link } from '../../drivers/transport/link.ts'
import type { RegisterConfig } from '../config/config.ts'
import type { Seen } from './register-findings.ts'

const nameOf = (connection: Target): string =>
  connection.type === 'tcp' ? `${connection.host}:${connection.port}` : connection.path

/**
 * Looks at a register without the daemon, by reading commands alone and without a fence: what another program left in its
 * buffer stays. Returns why there is nothing to see, otherwise.
 */
export async function lookAtRegister(
  { connection, timeZone }: RegisterConfig,
  connect: (target: Target) => Promise<Link>,
  clock: Clock,
): Promise<Seen | string> {
  if (connection.type === 'simulated') return 'касса-симулятор внутри моста: запустите мост'
  const place: Place = {
    name: nameOf(connection),
    description: '',
    speeds: [undefined],
    protocols: [connection.protocol],
    open: () => connect(connection),
  }
  const finding = await probe(place, { clock, log: silentLog, zone: timeZone })
  if (finding.kind !== 'register') return `${place.name}: ${finding.reason}`
  const { identity, status } = finding
  return { identity, status, clockDriftMs: status.clock - clock.now() }
}
