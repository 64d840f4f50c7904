import t from 'tap'
import { systemFiles } from '../../../drivers/files.ts'
import { readAdmin } from '../../../src/config/admin-section.ts'
import { otherCertificate, shopCertificate, shopKey } from '../commands/certificates.ts'

const texts: Readonly<Record<string, string>> = {
  '/etc/password.txt': 'from a file\n',
  '/etc/admin.key': shopKey,
  '/etc/admin.crt': shopCertificate,
  '/etc/other.crt': otherCertificate,
}

const read = (host: string, section: object, mode = 0o600) =>
  readAdmin({ host, port: 8081 }, section, {
    files: {
      ...systemFiles,
      readFile: async (path) => {
        const text = texts[path]
        if (text === undefined) throw Object.assign(new Error('missing'), { code: 'ENOENT' })
        return Buffer.from(text)
      },
    },
    modeOf: async () => mode,
    env: {},
    folder: '/etc',
  })

t.test('on this machine nothing more is needed', async (t) => {
  for (const host of ['127.0.0.1', 'localhost', '::1']) t.same(await read(host, {}), { host, port: 8081 })
})

t.test('open to the network it wants a password and TLS, or a word for it', async (t) => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'shop.local']) {
    t.match(await read(host, {}), [{ path: 'admin.password' }, { path: 'admin.tls' }], host)
  }
  t.match(await read('0.0.0.0', { password: 'long enough' }), [{ path: 'admin.tls' }])
  t.match(await read('0.0.0.0', { insecure: true }), [{ path: 'admin.password' }], 'never without a password')
  t.match(await read('0.0.0.0', { password: 'long enough', insecure: true }), { password: 'long enough' })
  const tls = { cert: 'admin.crt', key: 'admin.key' }
  t.match(await read('0.0.0.0', { passwordFile: 'password.txt', tls }), {
    password: 'from a file',
    tls: { cert: shopCertificate, key: shopKey.trim() },
  })
})

t.test('secrets that cannot be had are told', async (t) => {
  t.match(await read('::1', { passwordFile: 'password.txt' }, 0o644), [
    { path: 'admin.passwordFile', text: /chmod 600/ },
  ])
  t.match(await read('::1', { passwordFile: 'none.txt' }), [{ path: 'admin.passwordFile', text: /ENOENT/ }])
  t.match(await read('::1', { password: 'a', passwordFile: 'password.txt' }), [{ path: 'admin.password' }])
  t.match(await read('::1', { password: 'scrypt$1$2$3' }), [{ path: 'admin.password', text: /хеш/ }])
  t.match(await read('::1', { tls: { cert: 'none.crt', key: 'admin.key' } }), [{ path: 'admin.tls.cert' }])
  for (const cert of ['other.crt', 'password.txt']) {
    t.match(await read('::1', { tls: { cert, key: 'admin.key' } }), [{ path: 'admin.tls', text: /не годятся/ }], cert)
  }
})
