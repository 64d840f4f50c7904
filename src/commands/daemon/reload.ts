import { sleep } from '../../../drivers/clock.ts'
import type { Config } from '../../config/config.ts'
import { listenerObstacle, type TryListen } from '../../service/listener-check.ts'
import { planReload } from '../../service/reload-plan.ts'
import type { Host } from '../cli/host.ts'
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
  readonly bridge: Pick<StartedBridge, 'busyRegisters' | 'log' | 'note'>
  readonly requests: ReloadRequests
  /** Reads the settings. Rejects when they cannot be used. */
  readonly read: () => Promise<Config>
  readonly tryListen: TryListen
  readonly host: Pick<Host, 'clock' | 'stopping'>
}

/** How often registers that still print are looked at, ms. */
const lookMs = 500

/** Looks at the wanted settings once: they themselves when they may replace those that run. What keeps them from it is told. */
async function decide(
  { running, bridge, read, tryListen }: ReloadParts,
  isFirst: boolean,
): Promise<Config | 'stay' | 'wait'> {
  const { log, note, busyRegisters } = bridge
  const refuse = (settings: readonly string[], text: string): 'stay' => {
    log.error({ settings, text }, 'these settings cannot replace those that run: the old ones stay')
    note(`новые настройки не приняты. ${text}`)
    return 'stay'
  }
  let wanted: Config
  try {
    wanted = await read()
  } catch (error) {
    log.error({ err: error }, 'new settings cannot be used: the old ones stay')
    note('новые настройки не приняты: в них ошибка, она названа в журнале')
    return 'stay'
  }
  const plan = planReload(running, wanted, busyRegisters())
  switch (plan.kind) {
    case 'unchanged':
      log.info({}, 'the settings are the same')
      note(undefined)
      return 'stay'
    case 'impossible':
      return refuse(plan.settings, plan.text)
    case 'later':
      if (isFirst) {
        log.warn({ registers: plan.registers }, 'registers keep their settings until they have printed')
        note(`новые настройки ждут, пока допечатает касса: ${plan.registers.join(', ')}`)
      }
      return 'wait'
    case 'now': {
      const obstacle = await listenerObstacle(running, wanted, tryListen)
      if (obstacle !== undefined) return refuse([obstacle.setting], obstacle.text)
      log.info({ settings: plan.settings }, 'new settings')
      return wanted
    }
  }
}

/** Resolves with new settings once they may replace those that run; undefined when the process is to end. Never rejects. */
export async function newSettings(parts: ReloadParts): Promise<Config | undefined> {
  const { clock, stopping } = parts.host
  for (;;) {
    await parts.requests.next()
    for (let isFirst = true; !stopping.aborted; isFirst = false) {
      const decision = await decide(parts, isFirst)
      if (decision === 'stay') break
      if (decision !== 'wait') return decision
      await sleep(clock, lookMs)
    }
    if (stopping.aborted) return undefined
  }
}
