import type { Config } from '../../../src/config/config.ts'

const withBitrix =
  (more: Partial<Config['bitrix24']>) =>
  (config: Config): Config => ({ ...config, bitrix24: { ...config.bitrix24, ...more } })
export const withWebhook = withBitrix({ webhook: 'https://shop.bitrix24.ru/rest/1/abcdefgh12345678/' })
export const onInternet = withBitrix({ internet: { place: 'https://shop.example.ru' } })
