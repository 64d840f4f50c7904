import { sleep } from '../../drivers/clock.ts'
import type { Config } from '../config/config.ts'
import { planReload } from '../service/reload-plan.ts'
import type { Host } from './host.ts'
import type { StartedBridge } from './start-bridge.ts'

/** Requests to read the settings again, as they come. */
export interface ReloadRequests {
  /** Resolves at the next request, or when the process is to end. */
  readonly next: () => Promise<void>
}

export function reloadRequests({ onReload, stopping }: Pick<Host, 'onReload' | 'stopping'>): ReloadRequests {
  let pending = false
  let wake = (): void => undefined
  const rouse = (): void => wake()
  stopping.addEventListener('abort', rouse, { once: true })
  onReload(() => {
    pending = true
    wake()
  })
  return {
    async next() {
      if (!pending && !stopping.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      pending = false
    },
  }
}

export interface ReloadParts {
  readonly running: Config
  readonly bridge: Pick<StartedBridge, 'busyRegisters' | 'log'>
  readonly requests: ReloadRequests
  /** Reads the settings. Rejects when they cannot be used. */
  readonly read: () => Promise<Config>
  readonly host: Pick<Host, 'clock' | 'stopping'>
}

/** How often registers that still print are looked at, ms. */
const lookMs = 500

/** Resolves with new settings once they may replace those that run; undefined when the process is to end. Never rejects. */
export async function newSettings({ running, bridge, requests, read, host }: ReloadParts): Promise<Config | undefined> {
  const { clock, stopping } = host
  const { log, busyRegisters } = bridge
  for (;;) {
    await requests.next()
    if (stopping.aborted) return undefined
    let told = false
    for (;;) {
      const wanted = await read().catch((error: unknown) => {
        log.error({ err: error }, 'new settings cannot be used: the old ones stay')
        return running
      })
      const plan = planReload(running, wanted, busyRegisters())
      if (plan.kind === 'now') {
        log.info({ settings: plan.settings }, 'new settings')
        return wanted
      }
      if (plan.kind === 'unchanged') break
      if (plan.kind === 'impossible') {
        log.error({ settings: plan.settings }, 'these settings cannot change while the daemon runs: the old ones stay')
        break
      }
      if (!told) log.info({ registers: plan.registers }, 'registers keep their settings until they have printed')
      told = true
      await sleep(clock, lookMs)
      if (stopping.aborted) return undefined
    }
  }
}
