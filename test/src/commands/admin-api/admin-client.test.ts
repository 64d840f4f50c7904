import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { adminAddress } from '../../../../src/commands/admin-api/admin-address.ts'
import { fetchJson, postJson } from '../../../../src/commands/admin-api/admin-client.ts'
import { captureHost } from '../capture-host.ts'
import { otherCertificate, shopCertificate, shopKey } from '../certificates.ts'

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

t.test('the address for Bitrix24 is not taken for the operator’s', async (t) => {
  const server = createServer((_, response) => response.end('{"STATUS":"WAIT","ERRORS":["B24-107 …"]}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await t.rejects(fetchJson({ url }, '/api/status', new AbortController().signal), {
    message: /для Битрикс24, а нужен/,
  })
})

const tls = { cert: shopCertificate, key: shopKey }

async function secureBridge(t: Test, status = 200) {
  let asked = 0
  const server = createSecureServer(tls, (_, response) => {
    asked += 1
    response.setHeader('connection', 'close')
    response.statusCode = status
    response.end(status === 200 ? '{"version": "1.2.3"}' : '{"error": "Войдите: нужен пароль."}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  return { port, asked: () => asked }
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

t.test('on this machine the certificate of the settings is enough, whoever signed it for whatever name', async (t) => {
  const { port } = await secureBridge(t)
  const admin = { host: '0.0.0.0', port, tls: { cert: 'admin.crt', key: 'admin.key' } }
  const folder = t.testdir({ 'config.json': JSON.stringify({ admin }), 'admin.crt': tls.cert })
  const address = await adminAddress({}, captureHost({ cwd: folder }).host)
  t.equal(address.url, `https://127.0.0.1:${port}`)
  t.same(await fetchJson(address, '/api/status', new AbortController().signal), { version: '1.2.3' })
})

t.test('any other certificate is named, and nothing is sent to whoever shows it', async (t) => {
  const { port, asked } = await secureBridge(t)
  const { signal } = new AbortController()
  const url = `https://127.0.0.1:${port}`
  const unknown = await failureOf(fetchJson({ url, password: 'secret' }, '/api/status', signal))
  t.match(unknown, { kind: 'unreachable', message: /самоподписанный/ })
  const certificate = otherCertificate
  const different = await failureOf(fetchJson({ url, password: 'secret', certificate }, '/api/status', signal))
  t.match(different, { kind: 'unreachable', message: /не тот сертификат, что в admin\.tls\.cert/ })
  t.equal(asked(), 0)
})

t.test('nobody there, a refusal, something else', async (t) => {
  const { signal } = new AbortController()
  t.match(await failureOf(fetchJson({ url: 'http://127.0.0.1:1' }, '/', signal)), { kind: 'silent' })
  const { port } = await secureBridge(t, 401)
  const address = { url: `https://127.0.0.1:${port}`, certificate: shopCertificate }
  t.match(await failureOf(fetchJson(address, '/', signal)), {
    kind: 'refused',
    message: /нужен пароль\. .*FISCAL_BRIDGE_ADMIN_PASSWORD/,
  })
})
