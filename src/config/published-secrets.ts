import type { Config } from './config.ts'

/** What config.example.json shows to everybody. */
const published = { secret: 'demo', password: 'demo-secret-1' } as const

/**
 * A warning when receipts of a register outside this process would be guarded by a secret that everybody can read. Only a
 * warning: a simulated register over TCP or a pty looks like a real one from here, and rehearsals use the example's values.
 */
export function publishedSecretsWarning({ bitrix24, registers }: Config): string | undefined {
  if (registers.every(({ connection }) => connection.type === 'simulated')) return undefined
  const exposed = [
    ...(bitrix24.secret === published.secret ? ['bitrix24.secret'] : []),
    ...(bitrix24.password === published.password ? ['bitrix24.password'] : []),
  ]
  if (exposed.length === 0) return undefined
  return (
    `Внимание: в настройках остались значения из образца: ${exposed.join(' и ')}. С ними чеки на настоящей кассе мог бы ` +
    'пробить кто угодно. Впишите свои, например: openssl rand -hex 16'
  )
}
