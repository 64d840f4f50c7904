import type { ConfigFile } from './schema.ts'

/** A setting that stands where it was looked for before, with the place that it has now: `registers[0].protocol`. */
export interface MovedSetting {
  readonly from: string
  readonly to: string
}

/** Settings in their old places, all of which are still read. */
export const movedSettings = ({ registers }: ConfigFile): MovedSetting[] =>
  registers.flatMap(({ protocol }, at) =>
    protocol === undefined ? [] : [{ from: `registers[${at}].protocol`, to: `registers[${at}].connection.protocol` }],
  )

/** What to tell of them; undefined when there are none. */
export function movedSettingsWarning({ moved = [] }: { readonly moved?: readonly MovedSetting[] }): string | undefined {
  if (moved.length === 0) return undefined
  const moves = moved.map(({ from, to }) => `${from} теперь ${to}`).join(', ')
  return `Внимание: настройки переехали: ${moves}. Со старого места они пока читаются; перенесите их.`
}
