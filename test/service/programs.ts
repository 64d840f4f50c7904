import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']

/** Full path of an installed program; undefined when there is none. */
export const programPath = (name: string): string | undefined =>
  folders.map((folder) => join(folder, name)).find((path) => existsSync(path))

/** Names of those that are not installed. */
export const missing = (...names: readonly string[]): string[] =>
  names.filter((name) => programPath(name) === undefined)

/** For tap's `skip`: what is missing, or false when everything is there. */
export const unless = (...names: readonly string[]): string | false => {
  const lacking = missing(...names)
  return lacking.length === 0 ? false : `not installed: ${lacking.join(', ')}`
}
