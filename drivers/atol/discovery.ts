/**
 * Finding registers. Only reading commands are sent, and no fence: its Abort would clear what another program has left in
 * the register. v3 goes first, since a v2 register takes its packets for noise, and so the other way round.
 */
import type { Clock } from '../clock.ts'
import type { Zone } from '../ffd/local-time.ts'
import type { Log } from '../log.ts'
import type { RegisterIdentity, RegisterStatus } from '../register.ts'
import { RegisterError } from '../register-error.ts'
import { type Link, LinkLost } from '../transport/link.ts'
import { call } from './call.ts'
import { readDeviceType } from './commands/state.ts'
import { Line } from './line.ts'
import { openExchange, type Protocol } from './open-exchange.ts'
import { readProfile } from './profile.ts'
import { readStatus } from './status.ts'

/** Where a register might be. */
export interface Place {
  /** As the operator would write it: `/dev/serial/by-id/…`, `192.168.10.1:5555`. */
  readonly name: string
  /** Vendor, product, interface: whatever the system knows of it. */
  readonly description: string
  /** Line speeds to try, in order; one undefined where there is none. */
  readonly speeds: readonly (number | undefined)[]
  readonly protocols: readonly Protocol[]
  readonly open: (speed: number | undefined) => Promise<Link>
}

export type Probed =
  | {
      readonly kind: 'register'
      readonly place: Place
      readonly protocol: Protocol
      readonly speed: number | undefined
      readonly identity: RegisterIdentity
      readonly status: RegisterStatus
    }
  | { readonly kind: 'closed' | 'silent' | 'unclear'; readonly place: Place; readonly reason: string }

export interface DiscoveryOptions {
  readonly clock: Clock
  readonly log: Log
  readonly zone: Zone
}

/** Long enough for an answer and a few repetitions of either protocol, short enough for a dozen tries. */
const probeMs = 1500
/** What a fiscal register calls itself (A5h). */
const fiscalRegister = 1

type Attempt = Omit<Extract<Probed, { kind: 'register' }>, 'place'> | { readonly kind: 'silent' }

async function attempt(
  link: Link,
  protocol: Protocol,
  speed: number | undefined,
  options: DiscoveryOptions,
): Promise<Attempt> {
  const exchange = openExchange(protocol, { ...options, link })
  const line = new Line(exchange, options.log)
  const cancel = options.clock.after(probeMs, () => exchange.close())
  try {
    const device = await line.ask(call(readDeviceType, {})).catch(() => undefined)
    if (device === undefined || device.type !== fiscalRegister) return { kind: 'silent' }
  } finally {
    cancel()
  }
  const { identity } = await readProfile(line)
  return { kind: 'register', protocol, speed, identity, status: await readStatus(line, options.zone) }
}

/** Tries a place with every protocol and speed until a register answers. Never throws for what may be wrong there. */
export async function probe(place: Place, options: DiscoveryOptions): Promise<Probed> {
  for (const speed of place.speeds) {
    for (const protocol of place.protocols) {
      let link: Link
      try {
        link = await place.open(speed)
      } catch (error) {
        if (!(error instanceof LinkLost)) throw error
        return { kind: 'closed', place, reason: error.message }
      }
      try {
        const found = await attempt(link, protocol, speed, options)
        if (found.kind === 'register') return { ...found, place }
      } catch (error) {
        if (!(error instanceof RegisterError)) throw error
        return { kind: 'unclear', place, reason: error.message }
      } finally {
        link.close()
        await link.closed
      }
    }
  }
  return { kind: 'silent', place, reason: 'nothing answered in the protocol of ATOL' }
}
