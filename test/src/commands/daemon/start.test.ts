import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { spawnBridge, spawnProgram } from '../../../bridge-process.ts'

async function exampleIn(t: Test): Promise<string> {
  const path = join(t.testdir({}), 'config.json')
  await writeFile(path, await readFile('config.example.json'))
  return path
}

t.test('listens, answers status, refuses a second daemon on its data, ends on SIGTERM', async (t) => {
  const config = await exampleIn(t)
  const bridge = await spawnBridge('src', config)
  t.teardown(() => bridge.kill())

  const status = spawnProgram({ entry: 'src', words: ['status', '--admin', bridge.adminAddress] })
  const second = spawnProgram({
    entry: 'src',
    words: ['start', '--config', config, '--port', '0', '--admin-port', '0'],
  })
  t.match((await status.finished).stdout, /Касса kkm-1/)
  t.match(await second.finished, { code: 1, stdout: '', stderr: /уже работает другой fiscal-bridge/ })

  t.match(await bridge.stop(), { code: 0, signal: null })
})

t.test('log lines are JSON on stderr, and only one line goes to stdout', async (t) => {
  const bridge = await spawnBridge('src', await exampleIn(t), ['--log-level', 'trace'])
  const { stdout, stderr } = await bridge.stop()
  t.equal(stdout.split('\n').length, 1)
  for (const line of stderr.trim().split('\n')) t.ok(JSON.parse(line).level)
  t.notMatch(stderr, /demo-secret-1/)
})

t.test('a taken port is named', async (t) => {
  const bridge = await spawnBridge('src', await exampleIn(t))
  t.teardown(() => bridge.kill())
  const { port } = new URL(bridge.publicAddress)
  const data = join(t.testdirName, 'other')
  const words = ['start', '--config', 'config.example.json', '--data', data, '--port', port, '--admin-port', '0']
  t.match(await spawnProgram({ entry: 'src', words }).finished, {
    code: 1,
    stderr: new RegExp(`Адрес 127\\.0\\.0\\.1:${port} занят`),
  })
})
