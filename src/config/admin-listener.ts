import { dirname, resolve } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import type { ListenerConfig } from './config.ts'
import { ConfigError } from './config-error.ts'
import { defaults } from './defaults.ts'
import { readConfigFile } from './read-config-file.ts'
import { ConfigFile } from './schema.ts'
import { violations } from './violations.ts'

/**
 * Where the daemon of that config.json serves its admin API, and the file of the certificate that it shows. Looks at nothing else in the file: whoever asks a running
 * daemon need not be able to read its secrets. Throws as `loadConfig` does.
 */
export async function loadAdminListener(
  path: string,
  files: Files,
): Promise<ListenerConfig & { readonly secure: boolean; readonly certificate?: string }> {
  const file = await readConfigFile(path, files)
  const problems = violations(ConfigFile, file).filter(({ path: at }) => at === 'файл' || at.startsWith('admin'))
  if (problems.length > 0) throw new ConfigError(path, problems)
  const { host, port, tls } = { ...defaults.admin, ...(file as ConfigFile).admin }
  if (tls === undefined) return { host, port, secure: false }
  return { host, port, secure: true, certificate: resolve(dirname(path), tls.cert) }
}
