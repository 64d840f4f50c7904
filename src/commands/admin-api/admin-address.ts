import { resolve } from 'node:path'
import type { Command } from 'commander'
import { OperatorError } from '../../base/operator-error.ts'
import { loadAdminListener } from '../../config/admin-listener.ts'
import { defaults } from '../../config/defaults.ts'
import type { Host } from '../cli/host.ts'
import type { AdminAddress } from './admin-client.ts'

export interface AdminAddressOptions {
  /** The address itself, `http://127.0.0.1:8081`. */
  readonly admin?: string
  /** The settings that name it. */
  readonly config?: string
}

/** Options of every command that asks the running daemon. */
export const withAdminOptions = (command: Command): Command =>
  command
    .option('--admin <url>', 'адрес моста для оператора')
    .option('-c, --config <file>', 'файл настроек, из которого взять адрес (по умолчанию config.json)')

const isMissing = (error: unknown): boolean =>
  error instanceof OperatorError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'

async function listener({ config }: AdminAddressOptions, { cwd, files }: Host) {
  try {
    return await loadAdminListener(resolve(cwd, config ?? 'config.json'), files)
  } catch (error) {
    if (config === undefined && isMissing(error)) return { ...defaults.admin, secure: false, certificate: undefined }
    throw error
  }
}

/** The password of the admin listener, for programs. */
const passwordVariable = 'FISCAL_BRIDGE_ADMIN_PASSWORD'

/** Where to ask the running daemon: as told, else as config.json says, else the default address; the password is the environment's. */
export async function adminAddress(options: AdminAddressOptions, host: Host): Promise<AdminAddress> {
  const password = host.env[passwordVariable]
  const address = options.admin === undefined ? await configured(options, host) : told(options.admin)
  return password === undefined || password === '' ? address : { ...address, password }
}

function told(url: string): AdminAddress {
  if (URL.canParse(url)) return { url }
  throw new OperatorError(`Адрес ${url} не годится. Пример: --admin http://127.0.0.1:8081`)
}

async function configured(options: AdminAddressOptions, host: Host): Promise<AdminAddress> {
  const { host: name, port, secure, certificate: path } = await listener(options, host)
  // An address that means "everywhere" cannot be called.
  const reachable = name === '0.0.0.0' ? '127.0.0.1' : name === '::' ? '::1' : name
  const url = `${secure ? 'https' : 'http'}://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
  const certificate = path === undefined ? undefined : await certificateIn(path, host)
  return certificate === undefined ? { url } : { url, certificate }
}

/** Who may not read it trusts whom the machine trusts. */
const certificateIn = (path: string, { files }: Host): Promise<string | undefined> =>
  files.readFile(path).then(
    (bytes) => Buffer.from(bytes).toString('utf8'),
    () => undefined,
  )
