import type { Config, RegisterConfig } from '../config/config.ts'

/** What to do about settings that changed while the daemon runs. */
export type ReloadPlan =
  | { readonly kind: 'unchanged' }
  /** These cannot change while the daemon runs: the old ones stay, all of them. */
  | { readonly kind: 'impossible'; readonly settings: readonly string[] }
  /** Registers that changed and still have receipts to print: these are printed as they were accepted, first. */
  | { readonly kind: 'later'; readonly registers: readonly string[] }
  | { readonly kind: 'now'; readonly settings: readonly string[] }

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function changedRegisters(running: readonly RegisterConfig[], wanted: readonly RegisterConfig[]): string[] {
  const ids = new Set([...running, ...wanted].map(({ id }) => id))
  const entry = (list: readonly RegisterConfig[], id: string) => list.find((one) => one.id === id)
  return [...ids].filter((id) => !same(entry(running, id), entry(wanted, id)))
}

/** Receipts stay in the folder that holds them: another one would be a bridge that knows nothing of them. */
const fixed = ['data'] as const

/** Compares settings, those that run and those that are wanted. `busy`: registers with receipts that wait for print or are printing. */
export function planReload(running: Config, wanted: Config, busy: ReadonlySet<string>): ReloadPlan {
  const keys = Object.keys({ ...running, ...wanted }) as (keyof Config)[]
  const settings = keys.filter((key) => !same(running[key], wanted[key]))
  if (settings.length === 0) return { kind: 'unchanged' }
  const impossible = fixed.filter((key) => settings.includes(key))
  if (impossible.length > 0) return { kind: 'impossible', settings: impossible }
  const registers = changedRegisters(running.registers, wanted.registers).filter((id) => busy.has(id))
  return registers.length > 0 ? { kind: 'later', registers } : { kind: 'now', settings }
}
