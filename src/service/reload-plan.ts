import type { Config, RegisterConfig } from '../config/config.ts'
import { dealingOf } from '../config/dealing.ts'

/** What to do about settings that changed while the daemon runs. */
export type ReloadPlan =
  | { readonly kind: 'unchanged' }
  /** These cannot change while the daemon runs: the old ones stay, all of them. `text` says why, in Russian, and what to do. */
  | { readonly kind: 'impossible'; readonly settings: readonly string[]; readonly text: string }
  /** Registers that changed and have begun a receipt, or are about to: it is printed as it was accepted, first. */
  | { readonly kind: 'later'; readonly registers: readonly string[] }
  | { readonly kind: 'now'; readonly settings: readonly string[] }

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function changedRegisters(running: readonly RegisterConfig[], wanted: readonly RegisterConfig[]): string[] {
  const ids = new Set([...running, ...wanted].map(({ id }) => id))
  const entry = (list: readonly RegisterConfig[], id: string) => list.find((one) => one.id === id)
  return [...ids].filter((id) => !same(entry(running, id), entry(wanted, id)))
}

const isSimulated = ({ connection }: RegisterConfig): boolean => connection.type === 'simulated'

interface Fixed {
  readonly setting: string
  readonly isChanged: (running: Config, wanted: Config) => boolean
  readonly text: string
}

/** What a daemon that started anew would refuse on this data folder: the one that works must not end for it. The first that fits is said. */
const fixed: readonly Fixed[] = [
  {
    setting: 'data',
    isChanged: (running, wanted) => running.data !== wanted.data,
    text: 'Папка data на ходу не меняется: принятые чеки остались бы в прежней. Перезапустите мост: systemctl restart fiscal-bridge',
  },
  {
    setting: 'registers',
    isChanged: (running, wanted) => dealingOf(running) !== dealingOf(wanted),
    text: 'Чеки учебной и настоящей кассы не хранятся в одной папке. Укажите другую папку data и перезапустите мост: systemctl restart fiscal-bridge',
  },
  {
    setting: 'bitrix24.inn',
    isChanged: (running, wanted) =>
      running.bitrix24.inn !== wanted.bitrix24.inn &&
      running.registers.some((one) => isSimulated(one) && wanted.registers.some(({ id }) => id === one.id)),
    text: 'Учебная касса зарегистрирована на прежний ИНН. Укажите другую папку data и перезапустите мост: systemctl restart fiscal-bridge',
  },
]

/** Compares settings, those that run and those that are wanted. `busy`: registers that have to finish under their own settings. */
export function planReload(running: Config, wanted: Config, busy: ReadonlySet<string>): ReloadPlan {
  const keys = Object.keys({ ...running, ...wanted }) as (keyof Config)[]
  const settings = keys.filter((key) => !same(running[key], wanted[key]))
  if (settings.length === 0) return { kind: 'unchanged' }
  const obstacle = fixed.find(({ isChanged }) => isChanged(running, wanted))
  if (obstacle !== undefined) return { kind: 'impossible', settings: [obstacle.setting], text: obstacle.text }
  const registers = changedRegisters(running.registers, wanted.registers).filter((id) => busy.has(id))
  return registers.length > 0 ? { kind: 'later', registers } : { kind: 'now', settings }
}
