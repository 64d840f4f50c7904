import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { unless } from './programs.ts'
import { settings, systemdFolder } from './unit-file.ts'

const run = promisify(execFile)
const files = (await readdir(systemdFolder, { recursive: true })).sort()
const units = files.filter((name) => /\.(service|socket)$/.test(name))

/** Most exposure that systemd-analyze may find. */
const mostExposure = 2.0

t.test('every unit verifies as it is shipped', { skip: unless('systemd-analyze') }, async (t) => {
  t.ok(units.length >= 5)
  for (const unit of units) {
    const { stdout, stderr } = await run('systemd-analyze', ['verify', '--man=no', join(systemdFolder, unit)])
    t.equal(`${stdout}${stderr}`, '', unit)
  }
})

t.test('every service is sandboxed', { skip: unless('systemd-analyze') }, async (t) => {
  for (const unit of units.filter((name) => name.endsWith('.service'))) {
    const words = ['security', '--offline=true', '--no-pager', join(systemdFolder, unit)]
    const { stdout } = await run('systemd-analyze', words, { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1])
    t.ok(exposure <= mostExposure, `${unit}: ${exposure}`)
  }
})

t.test('services never give up, and none keeps a core', async (t) => {
  for (const unit of units.filter((name) => name.endsWith('.service'))) {
    const text = await readFile(join(systemdFolder, unit), 'utf8')
    t.same(settings(text, 'Restart'), ['always'], unit)
    t.same(settings(text, 'StartLimitIntervalSec'), ['0'], unit)
    t.same(settings(text, 'LimitCORE'), ['0'], unit)
  }
})

t.test('the daemon sees its register, and its watchdog outlasts every legal device call', async (t) => {
  const text = await readFile(join(systemdFolder, 'fiscal-bridge.service'), 'utf8')
  const allowed = settings(text, 'DeviceAllow')
  t.ok(allowed.includes('char-ttyACM rw') && allowed.includes('char-ttyUSB rw'))
  for (const name of ['MemoryDenyWriteExecute', 'PrivateDevices', 'PrivateUsers', 'BindsTo']) {
    t.same(settings(text, name), [], `${name} would stop it`)
  }
  t.ok(Number(settings(text, 'WatchdogSec')[0]) > 120)
  t.ok(Number(settings(text, 'TimeoutStopSec')[0]) > 10)
  t.same(settings(text, 'NotifyAccess'), ['all'])
})
