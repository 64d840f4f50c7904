import { resolve } from 'node:path'
import { loadAdminListener } from '../config/admin-listener.ts'
import { defaults } from '../config/defaults.ts'
import { OperatorError } from '../operator-error.ts'
import type { Host } from './host.ts'

export interface AdminAddressOptions {
  /** The address itself, `http://127.0.0.1:8081`. */
  readonly admin?: string
  /** The settings that name it. */
  readonly config?: string
}

const isMissing = (error: unknown): boolean =>
  error instanceof OperatorError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'

async function listener({ config }: AdminAddressOptions, { cwd, files }: Host) {
  try {
    return await loadAdminListener(resolve(cwd, config ?? 'config.json'), files)
  } catch (error) {
    if (config === undefined && isMissing(error)) return { ...defaults.admin, secure: false }
    throw error
  }
}

/** The password of the admin listener, for programs. */
const passwordVariable = 'FISCAL_BRIDGE_ADMIN_PASSWORD'

/**
 * Where to ask the running daemon: as told, else as config.json says, else the default address. With a password in the
 * environment the address carries it, for `admin-client` to take out again.
 */
export async function adminAddress(options: AdminAddressOptions, host: Host): Promise<string> {
  const address = await plainAddress(options, host)
  const password = host.env[passwordVariable]
  if (password === undefined || password === '') return address
  const url = new URL(address)
  url.password = password
  return url.href
}

async function plainAddress(options: AdminAddressOptions, host: Host): Promise<string> {
  if (options.admin !== undefined) {
    if (URL.canParse(options.admin)) return options.admin
    throw new OperatorError(`Адрес ${options.admin} не годится. Пример: --admin http://127.0.0.1:8081`)
  }
  const { host: name, port, secure } = await listener(options, host)
  // An address that means "everywhere" cannot be called.
  const reachable = name === '0.0.0.0' ? '127.0.0.1' : name === '::' ? '::1' : name
  return `${secure ? 'https' : 'http'}://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
