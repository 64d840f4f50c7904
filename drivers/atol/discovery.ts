/**
 * Finding registers. Only reading commands are sent, and no fence: its Abort would clear what another program has left in
 * the register.
 */
import type { Clock } from '../clock.ts'
import type { Zone } from '../ffd/local-time.ts'
import type { Log } from '../log.ts'
import type { Probed } from '../register.ts'
import { RegisterError } from '../register-error.ts'
import { placeOf, type Target } from '../transport/connect.ts'
import { type Link, LinkLost } from '../transport/link.ts'
import { call } from './call.ts'
import { readDeviceType } from './commands/state.ts'
import { Line } from './line.ts'
import { openExchange, type Protocol } from './open-exchange.ts'
import { readProfile } from './profile.ts'
import { readStatus } from './status.ts'

/** A register that speaks ATOL's protocol: where it is, and the lower level there. */
export type AtolConnection = Target & { readonly protocol: Protocol }

/** A register, with the one of the connections tried that leads to it. */
export type Found =
  | (Extract<Probed, { kind: 'register' }> & { readonly connection: AtolConnection })
  | Exclude<Probed, { kind: 'register' }>

export interface DiscoveryOptions {
  readonly connect: (target: Target) => Promise<Link>
  readonly clock: Clock
  readonly log: Log
  /** Zone of the register's clock. */
  readonly zone: Zone
}

/** Long enough for an answer and a few repetitions of either protocol, short enough for a dozen tries. */
const probeMs = 1500
/** What a fiscal register calls itself (A5h). */
const fiscalRegister = 1

async function attempt(link: Link, connection: AtolConnection, options: DiscoveryOptions): Promise<Found | undefined> {
  const exchange = openExchange(connection.protocol, { ...options, link })
  const line = new Line(exchange, options.log)
  const cancel = options.clock.after(probeMs, () => exchange.close())
  try {
    const device = await line.ask(call(readDeviceType, {})).catch(() => undefined)
    if (device === undefined || device.type !== fiscalRegister) return undefined
  } finally {
    cancel()
  }
  const { identity } = await readProfile(line)
  return { kind: 'register', connection, identity, status: await readStatus(line, options.zone) }
}

/** Tries the connections to one place, in their order, until a register answers. Never throws for what may be wrong there. */
export async function probe(
  connections: readonly [AtolConnection, ...AtolConnection[]],
  options: DiscoveryOptions,
): Promise<Found> {
  const place = placeOf(connections[0])
  for (const connection of connections) {
    let link: Link
    try {
      link = await options.connect(connection)
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error
      return { kind: 'closed', place, reason: error.message }
    }
    try {
      const found = await attempt(link, connection, options)
      if (found !== undefined) return found
    } catch (error) {
      if (!(error instanceof RegisterError)) throw error
      return { kind: 'unclear', place, reason: error.message }
    } finally {
      link.close()
      await link.closed
    }
  }
  return { kind: 'silent', place, reason: 'nothing answered in the protocol of ATOL' }
}
