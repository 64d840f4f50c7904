import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const systemdFolder = join(import.meta.dirname, '../../systemd')

/** All values of a setting in a unit, in order. */
export const settings = (unit: string, name: string): string[] =>
  unit
    .split('\n')
    .filter((line) => line.startsWith(`${name}=`))
    .map((line) => line.slice(name.length + 1))

/** The words of a unit's ExecStart for an instance, as systemd would run it. Quotes are not used in our units. */
export async function execStart(file: string, instance = ''): Promise<string[]> {
  const [command = ''] = settings(await readFile(join(systemdFolder, file), 'utf8'), 'ExecStart')
  return command.split(/\s+/).map((word) => word.replaceAll('%i', instance))
}
