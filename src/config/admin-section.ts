/** What the settings of the listener for operators must be together to be safe. */
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { looksHashed, parsePasswordHash } from '../base/password-hash.ts'
import type { AdminAccess } from './admin-schema.ts'
import type { AdminConfig, ListenerConfig } from './config.ts'
import type { SettingProblem } from './config-error.ts'
import { isLoopback } from './loopback.ts'
import { fromFile, type SecretSources, wrongHash } from './secrets.ts'

async function passwordOf(section: AdminAccess, sources: SecretSources): Promise<string | SettingProblem | undefined> {
  const { password, passwordFile } = section
  if (passwordFile === undefined) return password
  if (password !== undefined) {
    return { path: 'admin.password', text: 'задано в двух местах. Оставьте одно: password или passwordFile' }
  }
  const read = await fromFile(resolve(sources.folder, passwordFile), sources)
  return typeof read === 'string' ? read : { path: 'admin.passwordFile', text: read.text }
}

async function tlsOf({ tls }: AdminAccess, sources: SecretSources): Promise<AdminConfig['tls'] | SettingProblem> {
  if (tls === undefined) return undefined
  const key = await fromFile(resolve(sources.folder, tls.key), sources)
  if (typeof key !== 'string') return { path: 'admin.tls.key', text: key.text }
  let cert: string
  try {
    cert = Buffer.from(await sources.files.readFile(resolve(sources.folder, tls.cert))).toString('utf8')
  } catch (error) {
    const { code = 'ошибка' } = error as NodeJS.ErrnoException
    return { path: 'admin.tls.cert', text: `файл ${tls.cert} не читается (${code})` }
  }
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return {
      path: 'admin.tls',
      text: `сертификат ${tls.cert} и ключ ${tls.key} не годятся (${detail}). Нужна их пара в PEM`,
    }
  }
  return { cert, key }
}

const isProblem = (value: unknown): value is SettingProblem =>
  typeof value === 'object' && value !== null && 'path' in value

function* dangers(host: string, section: AdminAccess, password: string | undefined): Generator<SettingProblem> {
  if (password !== undefined && looksHashed(password) && parsePasswordHash(password) === undefined) {
    yield { path: 'admin.password', text: wrongHash }
  }
  if (isLoopback(host)) return
  if (password === undefined) {
    yield {
      path: 'admin.password',
      text: `не задано, а страница открыта в сеть (admin.host ${host}). Задайте пароль или верните host 127.0.0.1`,
    }
  }
  if (section.tls === undefined && section.insecure !== true) {
    yield {
      path: 'admin.tls',
      text: 'не задано, а страница открыта в сеть: пароль и чеки пойдут открытым текстом. Задайте tls или "insecure": true',
    }
  }
}

/** The listener with its secrets read; what is wrong with them instead when anything is. */
export async function readAdmin(
  listener: ListenerConfig,
  section: AdminAccess,
  sources: SecretSources,
): Promise<AdminConfig | SettingProblem[]> {
  const password = await passwordOf(section, sources)
  const tls = await tlsOf(section, sources)
  const problems = [password, tls].filter(isProblem)
  if (!isProblem(password)) problems.push(...dangers(listener.host, section, password))
  if (problems.length > 0 || isProblem(password) || isProblem(tls)) return problems
  const { host, port } = listener
  return { host, port, ...(password !== undefined && { password }), ...(tls !== undefined && { tls }) }
}
