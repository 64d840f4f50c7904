/** What rehearsals of alarms are made of. */
import type { Config } from '../../../src/config/config.ts'
import type { Stage, StageOptions } from '../stage.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** How an alarm is brought about, and mended. */
export interface Rehearsal {
  readonly options?: StageOptions
  /** Brings the alarm about with what the simulator, the disk and Bitrix24 can do. */
  readonly produce: (stage: Stage) => Promise<unknown>
  /** Ends it; alarms of events end when a person takes note. */
  readonly mend?: (stage: Stage) => Promise<unknown>
}

/** Days go by without anybody looking; the host's clock and the register's stay together. */
export async function later(stage: Stage, ms: number): Promise<void> {
  stage.clock.suspend(ms)
  await stage.clock.advance(2 * minute)
}

export async function sold(stage: Stage, more: object = {}): Promise<string> {
  const { UUID } = await stage.print(more)
  await stage.clock.advance(10_000)
  return String(UUID)
}

export const paper =
  (state: 'present' | 'low' | 'out') =>
  async (stage: Stage): Promise<void> =>
    stage.register.control.paper(state)

type Condition = Parameters<Stage['register']['control']['condition']>[0]

const condition =
  (name: Condition, on = true) =>
  async (stage: Stage): Promise<void> =>
    stage.register.control.condition(name, on)

export const under = (name: Condition): Rehearsal => ({ produce: condition(name), mend: condition(name, false) })

/** The simulated FN lives 1100 days. */
export const daysBeforeExpiry = (days: number): Rehearsal => ({ produce: (stage) => later(stage, (1100 - days) * day) })

/** The OFD is out of reach; a document waits for it. */
export const silentOfd = (days: number): Rehearsal => ({
  async produce(stage) {
    await sold(stage)
    stage.register.control.condition('ofd-backlog', true)
    await later(stage, minute)
    await later(stage, days * day + hour)
  },
  mend: condition('ofd-backlog', false),
})

export const withWebhook = (config: Config): Config => ({
  ...config,
  bitrix24: { ...config.bitrix24, webhook: 'https://shop.bitrix24.ru/rest/1/abcdefgh12345678/' },
})

/** A receipt was sold, its file is no longer what it was, and the daemon starts again and sells. */
export async function afterDamage(stage: Stage, damage: (path: string) => Promise<void>): Promise<void> {
  const uuid = await sold(stage)
  await damage(`/data/open/${uuid}.json`)
  await stage.restart()
  await sold(stage)
}
