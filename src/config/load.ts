import { dirname, resolve } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { type BitrixSettings, bitrixDefaults } from '../bitrix24/settings.ts'
import type { BitrixSection } from './bitrix-schema.ts'
import type { Config, ConnectionConfig, RegisterConfig } from './config.ts'
import { ConfigError } from './config-error.ts'
import { contradictions } from './consistency.ts'
import { defaults } from './defaults.ts'
import { readConfigFile } from './read-config-file.ts'
import { ConfigFile } from './schema.ts'
import { type Environment, readSecrets, type Secrets } from './secrets.ts'
import { violations } from './violations.ts'

export interface ConfigSources {
  readonly files: Files
  /** Permission bits of a file, for the files that hold secrets. */
  readonly modeOf: (path: string) => Promise<number>
  readonly env: Environment
  /** IANA zone of the host, for registers that name none. */
  readonly timeZone: string
}

type RegisterSection = ConfigFile['registers'][number]

function toConnection(connection: RegisterSection['connection']): ConnectionConfig {
  switch (connection.type) {
    case 'simulated':
      return connection
    case 'tcp':
      return { ...defaults.tcp, ...connection }
    case 'serial':
      return { ...defaults.serial, ...connection }
  }
}

/** The settings of receipts: what the portal's section says for all registers, then what the register's own says. */
function toReceipts(section: BitrixSection, register: RegisterSection): BitrixSettings {
  const { secret, secretFile, login, password, passwordFile, inn, otherModes, ...portal } = section
  const { id, numberKkm, default: isDefault, connection, protocol, timeZone, ...own } = register
  return { ...bitrixDefaults, ...portal, ...own }
}

function toRegister(file: ConfigFile, register: RegisterSection, timeZone: string): RegisterConfig {
  const { id, numberKkm } = register
  return {
    id,
    default: register.default ?? defaults.register.default,
    protocol: register.protocol ?? defaults.register.protocol,
    timeZone: register.timeZone ?? timeZone,
    ...(numberKkm !== undefined && { numberKkm }),
    connection: toConnection(register.connection),
    receipts: toReceipts(file.bitrix24, register),
  }
}

function toConfig(file: ConfigFile, secrets: Secrets, folder: string, timeZone: string): Config {
  const { login, inn, otherModes } = file.bitrix24
  return {
    public: { ...defaults.public, ...file.public },
    admin: { ...defaults.admin, ...file.admin },
    data: resolve(folder, file.data ?? defaults.data),
    logLevel: file.logLevel ?? defaults.logLevel,
    bitrix24: {
      secret: secrets.secret,
      access: { login, password: secrets.password, inn, ...(otherModes !== undefined && { otherModes }) },
    },
    registers: file.registers.map((register) => toRegister(file, register, timeZone)),
  }
}

/**
 * Reads config.json. Relative paths in it start from its own folder.
 * Throws ConfigError with every problem at once, OperatorError when the file cannot be read.
 */
export async function loadConfig(path: string, sources: ConfigSources): Promise<Config> {
  const value = await readConfigFile(path, sources.files)
  const misfits = violations(ConfigFile, value)
  if (misfits.length > 0) throw new ConfigError(path, misfits)
  const file = value as ConfigFile
  const folder = dirname(resolve(path))
  const secrets = await readSecrets(file.bitrix24, { ...sources, folder })
  const rest = [...contradictions(file), ...(Array.isArray(secrets) ? secrets : [])]
  if (Array.isArray(secrets) || rest.length > 0) throw new ConfigError(path, rest)
  return toConfig(file, secrets, folder, sources.timeZone)
}
