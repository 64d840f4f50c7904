import type { RegisterWorld } from '../drivers/open-register.ts'

/** Everything the daemon may not do by itself: what the drivers may not, chance and its name. */
export interface World extends RegisterWorld {
  /** Random bytes, fit for secrets. */
  readonly random: (size: number) => Uint8Array
  /** Free bytes of the disk on which a folder lies; without it nobody watches them. */
  readonly freeBytes?: (folder: string) => Promise<number>
  readonly version: string
  /** Folder of the operator's page as the build left it; without it the admin listener has only its API. */
  readonly page?: string
}
