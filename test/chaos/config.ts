import { bitrixDefaults } from '../../src/config/bitrix-settings.ts'
import type { Config } from '../../src/config/config.ts'

export const shopZone = '+03:00'
export const dataFolder = '/data'
export const portal = {
  secret: 'portal-secret',
  login: 'shop-bridge',
  password: 'portal-password',
  inn: '7707083893',
} as const

/** The settings of the shop's daemon: one register over a cable. */
export const shopConfig = (protocol: 'v2' | 'v3', markTag: 1192 | 1084 = 1192): Config => ({
  public: { host: '127.0.0.1', port: 0 },
  admin: { host: '127.0.0.1', port: 0 },
  data: dataFolder,
  logLevel: 'info',
  bitrix24: {
    ...bitrixDefaults,
    ...portal,
    vat: { '1': 'none', '2': '0', '4': '10', '7': '22' },
    advanceVat: '22/122',
  },
  receipts: { lostAnswer: 'hold', maxWaitMs: 24 * 3_600_000 },
  registers: [
    {
      id: 'kkm-1',
      default: true,
      connection: { type: 'tcp', host: 'register', port: 5555, protocol },
      timeZone: shopZone,
      traits: { taxSystem: 1, markTag },
    },
  ],
})
