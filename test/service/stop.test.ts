import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { benchReceipt } from '../bench/bench-receipt.ts'
import { postForm } from '../bench/post-form.ts'
import { spawnBridge } from '../bridge-process.ts'

t.setTimeout(60_000)

t.test('SIGTERM while the register takes a minute: the end comes within 10 s, the receipt stays on disk', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-stop-'))
  const config = join(folder, 'config.json')
  const example = JSON.parse(await readFile('config.example.json', 'utf8'))
  const registers = [{ ...example.registers[0], connection: { type: 'simulated', latency: 60_000 } }]
  await writeFile(config, JSON.stringify({ ...example, registers, data: join(folder, 'data') }))
  const bridge = await spawnBridge('src', config)
  t.teardown(async () => {
    await bridge.kill()
    await rm(folder, { recursive: true, force: true })
  })
  const url = `${bridge.publicAddress}/bitrix24/demo/print`
  const answer = await postForm(url, benchReceipt(1), new Agent({ keepAlive: false }))
  t.match(answer, { UUID: String })
  await wait(1_000)
  const from = performance.now()
  const { code, signal } = await bridge.stop()
  const took = performance.now() - from
  t.same({ code, signal }, { code: 0, signal: null })
  t.ok(took < 10_000, `${Math.round(took)} ms`)
  t.equal((await readdir(join(folder, 'data', 'open'))).filter((name) => name.endsWith('.json')).length, 1)
})
