import type { Config } from '../config/config.ts'
import { OperatorError } from '../operator-error.ts'

/** What config.example.json shows to everybody. */
const published = { secret: 'demo', password: 'demo-secret-1' } as const

/** Throws OperatorError when receipts of a real register would be guarded by a secret that everybody can read. */
export function refusePublishedSecrets({ bitrix24, registers }: Config): void {
  if (registers.every(({ connection }) => connection.type === 'simulated')) return
  const exposed = [
    ...(bitrix24.secret === published.secret ? ['bitrix24.secret'] : []),
    ...(bitrix24.password === published.password ? ['bitrix24.password'] : []),
  ]
  if (exposed.length === 0) return
  throw new OperatorError(
    `В настройках остались значения из образца: ${exposed.join(' и ')}. С ними чеки на настоящей кассе мог бы пробить ` +
      'кто угодно. Впишите свои, например: openssl rand -hex 16',
  )
}
