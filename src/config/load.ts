import { dirname, resolve } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { readAdmin } from './admin-section.ts'
import { bitrixDefaults } from './bitrix-settings.ts'
import type { AdminConfig, Config, ConnectionConfig, RegisterConfig, ShiftSchedule } from './config.ts'
import { ConfigError } from './config-error.ts'
import { contradictions } from './consistency.ts'
import { defaults } from './defaults.ts'
import { movedSettings } from './moved-settings.ts'
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

function toConnection({ connection, protocol: before }: RegisterSection): ConnectionConfig {
  const protocol = connection.protocol ?? before ?? defaults.protocol
  switch (connection.type) {
    case 'simulated':
      return { ...connection, protocol }
    case 'tcp':
      return { ...defaults.tcp, ...connection, protocol }
    case 'serial':
      return { ...defaults.serial, ...connection, protocol }
  }
}

function toShift(shift: RegisterSection['shift']): ShiftSchedule {
  const { closeAt, maxHours } = shift ?? {}
  return {
    maxAgeMs: maxHours === undefined ? defaults.shift.maxAgeMs : Math.round(maxHours * 3_600_000),
    ...(closeAt !== undefined && { closeAt }),
  }
}

function toRegister(register: RegisterSection, timeZone: string): RegisterConfig {
  const { id, numberKkm, taxSystem, cashier } = register
  return {
    id,
    ...(numberKkm !== undefined && { numberKkm }),
    default: register.default ?? defaults.register.default,
    connection: toConnection(register),
    timeZone: register.timeZone ?? timeZone,
    shift: toShift(register.shift),
    traits: {
      taxSystem,
      markTag: register.markTag ?? defaults.register.markTag,
      ...(cashier !== undefined && { cashier }),
    },
  }
}

function toConfig(file: ConfigFile, secrets: Secrets, admin: AdminConfig, folder: string, timeZone: string): Config {
  const { secretFile, passwordFile, webhookFile, ...bitrix24 } = file.bitrix24
  const moved = movedSettings(file)
  return {
    public: { ...defaults.public, ...file.public },
    admin,
    data: resolve(folder, file.data ?? defaults.data),
    logLevel: file.logLevel ?? defaults.logLevel,
    bitrix24: { ...bitrixDefaults, ...bitrix24, ...secrets },
    receipts: {
      lostAnswer: file.receipts?.lostAnswer ?? defaults.receipts.lostAnswer,
      maxWaitMs: (file.receipts?.maxWaitHours ?? defaults.receipts.maxWaitHours) * 3_600_000,
      archiveAfterYears: file.receipts?.archiveAfterYears ?? defaults.receipts.archiveAfterYears,
    },
    registers: file.registers.map((register) => toRegister(register, timeZone)),
    ...(moved.length > 0 && { moved }),
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
  const admin = await readAdmin({ ...defaults.admin, ...file.admin }, file.admin ?? {}, { ...sources, folder })
  const rest = [...contradictions(file), ...[secrets, admin].flatMap((read) => (Array.isArray(read) ? read : []))]
  if (Array.isArray(secrets) || Array.isArray(admin) || rest.length > 0) throw new ConfigError(path, rest)
  return toConfig(file, secrets, admin, folder, sources.timeZone)
}
