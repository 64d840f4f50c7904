import { dirname, resolve } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { ConfigError } from './config-error.ts'
import { defaults } from './defaults.ts'
import { readConfigFile } from './read-config-file.ts'
import { ConfigFile } from './schema.ts'
import { violations } from './violations.ts'

/** The data folder that a config.json names, absolute. Looks at nothing else in the file. Throws as `loadConfig` does. */
export async function loadDataFolder(path: string, files: Files): Promise<string> {
  const file = await readConfigFile(path, files)
  const problems = violations(ConfigFile, file).filter(({ path: at }) => at === 'файл' || at === 'data')
  if (problems.length > 0) throw new ConfigError(path, problems)
  return resolve(dirname(resolve(path)), (file as ConfigFile).data ?? defaults.data)
}
