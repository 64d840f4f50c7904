import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { adminAddress } from '../../../src/commands/admin-address.ts'
import { fetchJson, postJson } from '../../../src/commands/admin-client.ts'
import { captureHost } from './capture-host.ts'

t.test('the password goes into a header and never into a message', async (t) => {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.statusCode = request.method === 'POST' ? 403 : 200
    response.end('{"paths": 1}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const admin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { host } = captureHost({ env: { FISCAL_BRIDGE_ADMIN_PASSWORD: 'correct/horse 7' } })
  const address = await adminAddress({ admin }, host)
  const { signal } = new AbortController()
  t.same(await fetchJson(address, '/api/status', signal), { paths: 1 })
  const refused = await postJson(address, '/api/x', {}, signal).catch((error: Error) => error.message)
  t.same(seen, ['Bearer correct/horse 7', 'Bearer correct/horse 7'])
  t.notMatch(refused, /horse/)
  t.match(refused, /403/)
})
