import { createServer } from 'node:net'
import t from 'tap'
import { loadConfig } from '../../../src/config/load.ts'
import { listenerObstacle, tryListenHere } from '../../../src/service/listener-check.ts'
import { captureHost } from '../commands/capture-host.ts'

const example = await loadConfig('config.example.json', captureHost().host)
const running = {
  ...example,
  public: { host: '127.0.0.1', port: 18_080 },
  admin: { host: '127.0.0.1', port: 18_081 },
}
const withAdmin = (admin: object) => ({ ...running, admin: { ...running.admin, ...admin } })

t.test('only an address that changed is tried, and a port of our own is not busy', async (t) => {
  const tried: unknown[] = []
  const look = (wanted: typeof running) =>
    listenerObstacle(running, wanted, async (address) => {
      tried.push(address)
      return undefined
    })
  t.equal(await look({ ...running, logLevel: 'debug' }), undefined)
  t.same(tried, [])
  await look(withAdmin({ host: '0.0.0.0' }))
  await look(withAdmin({ port: 18_090 }))
  await look({ ...running, public: { host: '127.0.0.1', port: 18_081 }, admin: { host: '127.0.0.1', port: 18_080 } })
  t.same(tried, [
    { host: '0.0.0.0', port: 0 },
    { host: '127.0.0.1', port: 18_090 },
    { host: '127.0.0.1', port: 0 },
    { host: '127.0.0.1', port: 0 },
  ])
  await look({ ...running, public: { host: '127.0.0.1', port: 9, fd: 3 } as never })
  t.equal(tried.length, 4, 'a socket handed over listens already')
})

t.test('a host that is not here and a busy port are named', async (t) => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  t.teardown(() => other.close())
  const { port } = other.address() as { port: number }
  t.match(await listenerObstacle(running, withAdmin({ port }), tryListenHere), { setting: 'admin', text: /EADDRINUSE/ })
  t.match(await listenerObstacle(running, withAdmin({ host: '192.0.2.1' }), tryListenHere), { text: /EADDRNOTAVAIL/ })
  t.equal(await listenerObstacle(running, withAdmin({ host: '127.0.0.2' }), tryListenHere), undefined)
})
