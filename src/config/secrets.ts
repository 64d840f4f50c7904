import { resolve } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { looksHashed, parsePasswordHash } from '../base/password-hash.ts'
import { type BitrixSection, secretPattern } from './bitrix-schema.ts'
import type { SettingProblem } from './config-error.ts'
import { parseWebhook, webhookExample } from './webhook.ts'

/** Names and values of the process environment. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface SecretSources {
  readonly files: Files
  /** Permission bits of a file. Rejects with Node's own error. */
  readonly modeOf: (path: string) => Promise<number>
  readonly env: Environment
  /** Folder that relative paths of the settings start from. */
  readonly folder: string
}

/** The settings that must not stand in a file that others may read, and where else they may come from. */
const secrets = {
  secret: { file: 'secretFile', variable: 'FISCAL_BRIDGE_SECRET' },
  password: { file: 'passwordFile', variable: 'FISCAL_BRIDGE_PASSWORD' },
} as const

export type SecretName = keyof typeof secrets
export type Secrets = Readonly<Record<SecretName, string>> & { readonly webhook?: string }

/** Where the address of the portal's webhook comes from: never from config.json itself, which people send around. */
const webhookVariable = 'FISCAL_BRIDGE_WEBHOOK'

const groupAndOthers = 0o077

/** The one line of a file that only its owner may read; the reason, in Russian, when that cannot be had. */
export async function fromFile(
  path: string,
  { files, modeOf }: SecretSources,
): Promise<string | { readonly text: string }> {
  try {
    if (((await modeOf(path)) & groupAndOthers) !== 0) {
      return { text: `файл ${path} доступен другим пользователям. Выполните: chmod 600 ${path}` }
    }
    const value = Buffer.from(await files.readFile(path))
      .toString('utf8')
      .trim()
    return value === '' ? { text: `файл ${path} пуст; запишите в него секрет одной строкой` } : value
  } catch (error) {
    return { text: `файл ${path} не читается (${(error as NodeJS.ErrnoException).code ?? 'ошибка'})` }
  }
}

async function one(section: BitrixSection, name: SecretName, sources: SecretSources): Promise<string | SettingProblem> {
  const { file, variable } = secrets[name]
  const inline = section[name]
  const path = section[file]
  const fromEnvironment = sources.env[variable]
  const given = [inline, path, fromEnvironment].filter((value) => value !== undefined)
  const at = `bitrix24.${name}`
  if (given.length > 1) {
    return { path: at, text: `задано в нескольких местах. Оставьте одно: ${name}, ${file} или переменную ${variable}` }
  }
  if (path === undefined) {
    const value = inline ?? fromEnvironment
    if (value !== undefined && value !== '') return value
    return {
      path: at,
      text: `не задано; нужно: ${name}, ${file} или переменная ${variable}. Пример: "${file}": "${name}.txt"`,
    }
  }
  const read = await fromFile(resolve(sources.folder, path), sources)
  return typeof read === 'string' ? read : { path: `bitrix24.${file}`, text: read.text }
}

/** The webhook, if there is one: undefined, the address, or what is wrong. */
async function webhook(section: BitrixSection, sources: SecretSources): Promise<string | SettingProblem | undefined> {
  const path = section.webhookFile
  const fromEnvironment = sources.env[webhookVariable]
  const at = 'bitrix24.webhookFile'
  if (path === undefined && (fromEnvironment === undefined || fromEnvironment === '')) return undefined
  if (path !== undefined && fromEnvironment !== undefined) {
    return { path: at, text: `задано в двух местах. Оставьте одно: webhookFile или переменную ${webhookVariable}` }
  }
  const read = path === undefined ? (fromEnvironment ?? '') : await fromFile(resolve(sources.folder, path), sources)
  if (typeof read !== 'string') return { path: at, text: read.text }
  return parseWebhook(read) === undefined ? { path: at, text: `это не адрес вебхука. Пример: ${webhookExample}` } : read
}

/** A hash that is cut or mistyped, which no password would ever fit. */
export const wrongHash = 'хеш записан неверно. Получите его командой fiscal-bridge password'

const urlSafe = new RegExp(secretPattern)

/** Reads the secrets of the section from where it says. Returns what is wrong instead when anything is. */
export async function readSecrets(section: BitrixSection, sources: SecretSources): Promise<Secrets | SettingProblem[]> {
  const secret = await one(section, 'secret', sources)
  const password = await one(section, 'password', sources)
  const hook = await webhook(section, sources)
  const problems = [secret, password, hook].filter((result) => typeof result === 'object')
  if (typeof secret === 'string' && !urlSafe.test(secret)) {
    problems.push({ path: 'bitrix24.secret', text: 'не подходит; нужно: от 4 до 128 латинских букв, цифр, «-» и «_»' })
  }
  if (typeof password === 'string' && looksHashed(password) && parsePasswordHash(password) === undefined) {
    problems.push({ path: 'bitrix24.password', text: wrongHash })
  }
  if (typeof secret !== 'string' || typeof password !== 'string' || typeof hook === 'object' || problems.length > 0) {
    return problems
  }
  return { secret, password, ...(hook !== undefined && { webhook: hook }) }
}
