import t from 'tap'
import type { Config } from '../../../src/config/config.ts'
import { loadConfig } from '../../../src/config/load.ts'
import { publishedSecretsWarning } from '../../../src/config/published-secrets.ts'
import { captureHost } from '../commands/capture-host.ts'

async function example(more: Partial<Config['bitrix24']>, connection: object): Promise<Config> {
  const config = await loadConfig('config.example.json', captureHost().host)
  const registers = config.registers.map((register) => ({ ...register, connection: connection as never }))
  return { ...config, bitrix24: { ...config.bitrix24, ...more }, registers }
}

const tcp = { type: 'tcp', host: '192.168.10.1', port: 5555 }

t.test("the example's secrets never guard a real register", async (t) => {
  const own = { secret: 'k3Jx9vQ2', password: 'long-password' }
  const refused = async (more: Partial<Config['bitrix24']>, text: RegExp) => {
    const config = await example(more, tcp)
    t.match(publishedSecretsWarning(config), text)
  }
  await refused({}, /bitrix24\.secret и bitrix24\.password/)
  await refused({ secret: own.secret }, /образца: bitrix24\.password\./)
  await refused({ password: own.password }, /образца: bitrix24\.secret\./)
  t.equal(publishedSecretsWarning(await example(own, tcp)), undefined)
  t.equal(publishedSecretsWarning(await example({}, { type: 'simulated' })), undefined)
})
