import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { benchReceipt } from '../bench/bench-receipt.ts'
import { postForm } from '../bench/post-form.ts'
import { spawnBridge } from '../bridge-process.ts'
import { holdSocket } from './held-socket.ts'

t.setTimeout(110_000)

const agent = new Agent({ keepAlive: false })

async function shop(latency: number) {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-reload-'))
  const config = join(folder, 'config.json')
  const example = JSON.parse(await readFile('config.example.json', 'utf8'))
  const registers = [{ ...example.registers[0], connection: { type: 'simulated', latency } }]
  const settings = { ...example, registers, data: join(folder, 'data'), logLevel: 'info' }
  const write = (changes: object) => writeFile(config, JSON.stringify({ ...settings, ...changes }))
  await write({})
  const post = (address: string, path: string, fields: object) =>
    postForm(`${address}/bitrix24/${path}`, fields, agent) as Promise<{
      UUID?: string
      ERRORS?: string[]
      STATUS?: string
    }>
  return { config, settings, write, post, remove: () => rm(folder, { recursive: true, force: true }) }
}

t.test('SIGHUP: settings that cannot be used change nothing, those that can replace the old ones', async (t) => {
  const { config, settings, write, post, remove } = await shop(0)
  const bridge = await spawnBridge('src', config)
  t.teardown(async () => {
    await bridge.kill()
    await remove()
  })
  await write({ registers: [] })
  bridge.child.kill('SIGHUP')
  t.match(await post(bridge.publicAddress, 'demo/print', benchReceipt(1)), { UUID: String })

  await write({ bitrix24: { ...settings.bitrix24, secret: 'another-secret' } })
  const again = bridge.nextLine(/^fiscal-bridge listening: public (\S+)/)
  bridge.child.kill('SIGHUP')
  const [, address = ''] = await again
  t.match(await post(address, 'another-secret/print', benchReceipt(2)), { UUID: String })
  t.match(await post(address, 'demo/print', benchReceipt(3)), { ERRORS: [String] })
  const { code, stderr } = await bridge.stop()
  t.equal(code, 0)
  t.match(stderr, /new settings cannot be used/)
})

t.test(
  'under a service manager the daemon ends to be started again, after a changed register has printed',
  async (t) => {
    const { config, settings, write, post, remove } = await shop(1000)
    const socket = holdSocket()
    const start = () => spawnBridge('src', config, [], { socket: socket.fd, env: { NOTIFY_SOCKET: '/nobody/listens' } })
    const bridge = await start()
    const { UUID: uuid = '' } = await post(socket.address, 'demo/print', benchReceipt(1))
    await write({ registers: [{ ...settings.registers[0], cashier: { name: 'Кассир Петрова' } }] })
    bridge.child.kill('SIGHUP')
    const { code, stderr } = await bridge.finished
    t.equal(code, 0)
    t.match(stderr, /registers keep their settings until they have printed/)
    const asked = post(socket.address, 'demo/check', { uuid })
    const next = await start()
    t.match(await asked, { STATUS: 'DONE' }, 'printed before the change, told after it')
    await next.stop()
    socket.close()
    await remove()
  },
)
