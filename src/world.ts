import type { Clock } from '../drivers/clock.ts'
import type { Files } from '../drivers/files.ts'
import type { Http } from '../drivers/http.ts'
import type { Log } from '../drivers/log.ts'
import type { Target } from '../drivers/transport/connect.ts'
import type { Link } from '../drivers/transport/link.ts'

/** Everything the daemon may not do by itself: time, disk, cables, chance and its log. */
export interface World {
  readonly clock: Clock
  readonly files: Files
  /** Opens the cable to a register that is not simulated. */
  readonly connect: (target: Target) => Promise<Link>
  /** Asks the portal, or the service of a register that has one. */
  readonly http: Http
  readonly log: Log
  /** Random bytes, fit for secrets. */
  readonly random: (size: number) => Uint8Array
  /** Free bytes of the disk on which a folder lies; without it nobody watches them. */
  readonly freeBytes?: (folder: string) => Promise<number>
  readonly version: string
  /** Folder of the operator's page as the build left it; without it the admin listener has only its API. */
  readonly page?: string
}
