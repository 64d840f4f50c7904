import { join } from 'node:path'
import t from 'tap'
import { systemFiles } from '../../../../drivers/files.ts'
import type { Host } from '../../../../src/commands/cli/host.ts'
import { runProgram } from '../../../../src/commands/program.ts'
import type { Ran, RunProgram } from '../../../../src/service/run-program.ts'
import { captureHost } from '../capture-host.ts'

const fine: Ran = { code: 0, stdout: '', stderr: '' }

/** A machine on which files are written into a map and programs succeed, unless `answers` says otherwise. */
function machine(answers: Readonly<Record<string, Ran>> = {}, more: Partial<Host> = {}) {
  const written = new Map<string, string>()
  const removed: string[] = []
  const ran: string[] = []
  const run: RunProgram = async (words) => {
    ran.push(words.join(' '))
    return answers[words[0]] ?? fine
  }
  const captured = captureHost({
    userName: 'root',
    run,
    files: {
      ...systemFiles,
      list: async (folder) => (folder === '/opt/fiscal-bridge/bin' ? ['fiscal-bridge'] : []),
      writeFile: async (path, text) => {
        written.set(path, String(text))
      },
      remove: async (path) => {
        removed.push(path)
      },
    },
    ...more,
  })
  return { ...captured, written, removed, ran }
}

t.test('writes the units as shipped, makes accounts and folders, and verifies', async (t) => {
  const { host, written, ran, exitCode, stdout } = machine()
  await runProgram(['install'], host)
  t.equal(exitCode(), 0)
  const unit = await systemFiles.readFile(join(process.cwd(), 'systemd/fiscal-bridge.service'))
  t.equal(written.get('/etc/systemd/system/fiscal-bridge.service'), Buffer.from(unit).toString())
  t.same([...written.keys()].sort(), [
    '/etc/systemd/system/fiscal-bridge-tunnel@.service',
    '/etc/systemd/system/fiscal-bridge.service',
    '/etc/systemd/system/fiscal-bridge.socket',
    '/etc/sysusers.d/fiscal-bridge.conf',
    '/etc/udev/rules.d/60-fiscal-bridge.rules',
  ])
  const order = [
    'systemd-sysusers',
    'install -d -m 0700 -o fiscal-bridge',
    'systemd-analyze verify',
    'systemctl daemon-reload',
  ]
  const places = order.map((start) => ran.findIndex((words) => words.startsWith(start)))
  t.ok(places.every((place) => place >= 0))
  t.same(
    places,
    [...places].sort((one, other) => one - other),
  )
  t.match(stdout(), /systemctl enable --now fiscal-bridge\.socket/)
})

t.test('another account', async (t) => {
  const { host, written, ran } = machine()
  await runProgram(['install', '--account', 'kassa'], host)
  const unit = written.get('/etc/systemd/system/fiscal-bridge.service') ?? ''
  t.match(unit, /^User=kassa$/m)
  t.notMatch(unit, /^Group=/m)
  t.match(written.get('/etc/sysusers.d/fiscal-bridge.conf'), /^m kassa dialout$/m)
  t.ok(ran.includes('install -d -m 0700 -o kassa /var/lib/fiscal-bridge'))
  const again = machine()
  const { files } = again.host
  const installed = async (path: string) => (path.startsWith('/etc/') ? Buffer.from(unit) : files.readFile(path))
  await runProgram(['install'], { ...again.host, files: { ...files, readFile: installed } })
  t.match(again.written.get('/etc/systemd/system/fiscal-bridge.service'), /^User=kassa$/m, 'an update keeps it')
  const wrong = machine()
  await runProgram(['install', '--account', 'Касса; rm'], wrong.host)
  t.equal(wrong.exitCode(), 1)
  t.same(wrong.ran, [])
})

t.test('--dry-run shows everything and touches nothing, for anybody', async (t) => {
  const { host, written, ran, stdout, exitCode } = machine({}, { userName: 'cashier' })
  await runProgram(['install', '--dry-run'], host)
  t.equal(exitCode(), 0)
  t.same([written.size, ran.length], [0, 0])
  t.match(stdout(), /# \/etc\/systemd\/system\/fiscal-bridge\.service\n/)
  t.match(stdout(), /Type=notify/)
  t.match(stdout(), /\$ systemctl daemon-reload/)
})

t.test('what stops it', async (t) => {
  const stranger = machine({}, { userName: 'cashier' })
  await runProgram(['install'], stranger.host)
  t.equal(stranger.exitCode(), 1)
  t.match(stranger.stderr(), /sudo/)
  t.equal(stranger.written.size, 0)

  const elsewhere = machine()
  await runProgram(['install'], { ...elsewhere.host, files: { ...elsewhere.host.files, list: async () => [] } })
  t.match(elsewhere.stderr(), /npm install --global --prefix \/opt\/fiscal-bridge/)
  t.equal(elsewhere.written.size, 0)

  const warning = { code: 0, stdout: '', stderr: 'fiscal-bridge.service:7: Unknown key name' }
  const outdated = machine({ 'systemd-analyze': warning })
  await runProgram(['install'], outdated.host)
  t.equal(outdated.exitCode(), 1)
  t.match(outdated.stderr(), /Unknown key name/)
  t.notOk(outdated.ran.includes('systemctl daemon-reload'))

  const foreign = machine({ 'systemd-analyze': { ...warning, stderr: 'other.service:1: Unknown key name' } })
  await runProgram(['install'], foreign.host)
  t.equal(foreign.exitCode(), 0, "somebody else's unit is not ours to judge")
})

t.test('a machine without udev', async (t) => {
  const { host, exitCode, stdout } = machine({ udevadm: { code: 127, stdout: '', stderr: '' } })
  await runProgram(['install'], host)
  t.equal(exitCode(), 0)
  t.match(stdout(), /пропущено: udevadm/)
})

t.test('uninstall takes the same files away and nothing else', async (t) => {
  const installed = machine()
  await runProgram(['install'], installed.host)
  const { host, removed, ran, stdout } = machine()
  await runProgram(['uninstall'], host)
  t.same([...removed].sort(), [...installed.written.keys()].sort())
  t.match(ran[0], /^systemctl disable --now fiscal-bridge\.service fiscal-bridge\.socket/)
  t.match(stdout(), /\/var\/lib\/fiscal-bridge/)
})
