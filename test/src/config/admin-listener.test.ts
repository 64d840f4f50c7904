import t from 'tap'
import { systemFiles } from '../../../drivers/files.ts'
import { loadAdminListener } from '../../../src/config/admin-listener.ts'

const reading = (value: unknown) =>
  loadAdminListener('config.json', { ...systemFiles, readFile: async () => Buffer.from(JSON.stringify(value)) })

t.test('looks at the admin listener only', async (t) => {
  t.same(await reading({ admin: { port: 9081 }, bitrix24: { secretFile: '/root/secret' } }), {
    host: '127.0.0.1',
    port: 9081,
    secure: false,
  })
  t.same(await reading({}), { host: '127.0.0.1', port: 8081, secure: false })
})

t.test('a wrong one is told', async (t) => {
  await t.rejects(reading({ admin: { port: 'many' } }), { name: 'ConfigError', message: /admin\.port/ })
  await t.rejects(reading([]), { name: 'ConfigError' })
})
