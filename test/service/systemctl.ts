/**
 * Stands in for systemctl where systemd is not the first process: runs the units' own ExecStart as their own user, with their
 * environment, sockets and notifications, restarts them, stops them. `SYSTEMCTL_STATE` names its folder.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { holdSocket } from './held-socket.ts'
import { settings } from './unit-file.ts'

const state = process.env['SYSTEMCTL_STATE'] ?? '/run/systemctl-stand-in'
const file = (unit: string, what: string): string => join(state, `${unit}.${what}`)
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

function unitText(unit: string): string {
  const [, prefix, , suffix] = /^([^@]+)(@.*)?\.(service|socket)$/.exec(unit) ?? []
  const names = [unit, `${prefix}@.${suffix}`]
  for (const folder of ['/etc/systemd/system', '/lib/systemd/system', '/usr/lib/systemd/system']) {
    for (const name of names) if (existsSync(join(folder, name))) return readFileSync(join(folder, name), 'utf8')
  }
  throw new Error(`Unit ${unit} not found.`)
}

const instanceOf = (unit: string): string => /@(.*)\.service$/.exec(unit)?.[1] ?? ''

/** Words of a command line of a unit: quotes, %i, variables of its own environment; a leading - means that it may fail. */
function words(line: string, unit: string, env: Readonly<Record<string, string>>): string[] {
  const parts = line.replace(/^[-@:+!]+/, '').match(/'[^']*'|"[^"]*"|\S+/g) ?? []
  return parts.flatMap((part) => {
    const variable = /^\$(\w+)$/.exec(part)?.[1]
    if (variable !== undefined) return (env[variable] ?? '').split(/\s+/).filter((word) => word !== '')
    return [part.replace(/^(['"])(.*)\1$/, '$2').replaceAll('%i', instanceOf(unit))]
  })
}

function environment(text: string): Record<string, string> {
  const files = settings(text, 'EnvironmentFile').map((name) => name.replace(/^-/, ''))
  const lines = files.flatMap((name) => (existsSync(name) ? readFileSync(name, 'utf8').split('\n') : []))
  const pairs = [...lines, ...settings(text, 'Environment')].map((line) => /^(\w+)=(.*)$/.exec(line))
  return Object.fromEntries(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', pair[2] ?? '']])))
}

/** The command as the unit's user. */
function asUser(text: string, command: readonly string[]): string[] {
  const [user] = settings(text, 'User')
  if (user === undefined) return [...command]
  const [group = user] = settings(text, 'Group')
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--init-groups', ...command]
}

function makeFolders(text: string): void {
  const [user] = settings(text, 'User')
  for (const name of settings(text, 'RuntimeDirectory')) mkdirSync(join('/run', name), { recursive: true })
  for (const name of settings(text, 'StateDirectory')) {
    mkdirSync(join('/var/lib', name), { recursive: true, mode: 0o700 })
    if (user !== undefined) execFileSync('chown', [user, join('/var/lib', name)])
  }
}

/** Receives datagrams and passes their text on; Perl is in every Debian, and drops the descriptors that come with a barrier. */
const receiver =
  'socket(S,PF_UNIX,SOCK_DGRAM,0); bind(S,sockaddr_un($ARGV[0])) or die; chmod(0666,$ARGV[0]); $|=1; print "$b\\n" while defined recv(S,$b,65536,0)'

/** What systemd would collect. */
function listenForNotifications(unit: string, onReady: () => void): string {
  const socket = file(unit, 'notify')
  rmSync(socket, { force: true })
  const perl = spawn('perl', ['-MSocket', '-e', receiver, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
  let heard = ''
  perl.stdout.setEncoding('utf8').on('data', (data: string) => {
    heard += data
    writeFileSync(file(unit, 'notifications'), heard)
    if (heard.includes('READY=1')) onReady()
  })
  process.on('exit', () => perl.kill('SIGKILL'))
  return socket
}

/** The shell becomes the program, so that LISTEN_PID is its own number. */
const become = 'if [ -n "$LISTEN_FDS" ]; then export LISTEN_PID=$$; fi; exec "$@"'

/** Runs one service for good: this is a process of its own. */
async function supervise(unit: string): Promise<void> {
  const text = unitText(unit)
  const type = settings(text, 'Type')[0] ?? 'simple'
  const ready = (): void => writeFileSync(file(unit, 'ready'), String(process.pid))
  const own = environment(text)
  makeFolders(text)
  const env: Record<string, string> = { PATH: path, LANG: 'C.UTF-8', ...own }
  const socketUnit = unit.replace(/\.service$/, '.socket')
  const stdio: ('ignore' | 'inherit' | number)[] = ['ignore', 'inherit', 'inherit']
  if (existsSync(join('/etc/systemd/system', socketUnit))) {
    const [stream = ''] = settings(unitText(socketUnit), 'ListenStream')
    stdio.push(holdSocket(Number(stream.split(':').at(-1))).fd)
    const [name = 'unknown'] = settings(unitText(socketUnit), 'FileDescriptorName')
    Object.assign(env, { LISTEN_FDS: '1', LISTEN_FDNAMES: name })
  }
  if (type === 'notify') {
    env['NOTIFY_SOCKET'] = listenForNotifications(unit, ready)
    const [watchdog] = settings(text, 'WatchdogSec')
    if (watchdog !== undefined) env['WATCHDOG_USEC'] = `${Number(watchdog)}000000`
    while (!existsSync(env['NOTIFY_SOCKET'])) await wait(20)
  }
  const run = (command: readonly string[]): ChildProcess =>
    spawn('sh', ['-c', become, 'sh', ...asUser(text, command)], {
      env,
      stdio,
      cwd: settings(text, 'WorkingDirectory')[0] ?? '/',
    })
  for (const line of settings(text, 'ExecStartPre')) await once(run(words(line, unit, env)), 'exit')

  let stopping = false
  let child: ChildProcess | undefined
  process.on('SIGTERM', () => {
    stopping = true
    child?.kill('SIGTERM')
  })
  const command = words(settings(text, 'ExecStart')[0] ?? '', unit, env)
  while (!stopping) {
    child = run(command)
    await once(child, 'spawn')
    if (type === 'exec' || type === 'simple') ready()
    const [code] = await once(child, 'exit')
    if (type === 'forking') {
      if (code !== 0) process.exit(1)
      ready()
      while (!stopping) await wait(200)
      for (const line of settings(text, 'ExecStop')) await once(run(words(line, unit, env)), 'exit')
      break
    }
    if (settings(text, 'Restart')[0] !== 'always') break
    if (!stopping) await wait(1000 * Number(settings(text, 'RestartSec')[0] ?? '0.1'))
  }
  process.exit(0)
}

const supervisorOf = (unit: string): number | undefined =>
  existsSync(file(unit, 'pid')) ? Number(readFileSync(file(unit, 'pid'), 'utf8')) : undefined

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

async function stop(unit: string): Promise<void> {
  const pid = supervisorOf(unit)
  if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGTERM')
  while (pid !== undefined && isAlive(pid)) await wait(50)
  rmSync(file(unit, 'pid'), { force: true })
}

async function start(unit: string): Promise<void> {
  const text = unitText(unit)
  // A socket of ours is opened with its service.
  if (unit.endsWith('.socket') || settings(text, 'ExecStart').length === 0) return
  const running = supervisorOf(unit)
  if (running !== undefined && isAlive(running)) return
  mkdirSync(state, { recursive: true, mode: 0o755 })
  rmSync(file(unit, 'ready'), { force: true })
  const log = openSync(file(unit, 'log'), 'a')
  const script = [...process.execArgv, import.meta.filename, 'supervise', unit]
  const supervisor = spawn(process.execPath, script, { detached: true, stdio: ['ignore', log, log] })
  supervisor.unref()
  writeFileSync(file(unit, 'pid'), String(supervisor.pid))
  for (let tries = 0; tries < 600 && !existsSync(file(unit, 'ready')); tries += 1) {
    if (supervisor.exitCode !== null) break
    await wait(100)
  }
  if (existsSync(file(unit, 'ready'))) return
  throw new Error(`Job for ${unit} failed:\n${readFileSync(file(unit, 'log'), 'utf8').slice(-3000)}`)
}

function status(unit: string): void {
  const pid = supervisorOf(unit)
  const heard = existsSync(file(unit, 'notifications')) ? readFileSync(file(unit, 'notifications'), 'utf8') : ''
  const text = heard
    .match(/STATUS=.*/g)
    ?.at(-1)
    ?.slice('STATUS='.length)
  console.log(`${unit}: ${pid !== undefined && isAlive(pid) ? 'active (running)' : 'inactive (dead)'}`)
  if (text !== undefined) console.log(`     Status: "${text}"`)
}

const [verb = '', ...rest] = process.argv.slice(2)
const units = rest.filter((word) => !word.startsWith('--'))
const now = rest.includes('--now')
switch (verb) {
  case 'supervise':
    await supervise(units[0] ?? '')
    break
  case 'daemon-reload':
    break
  case 'enable':
    if (now) for (const unit of units) await start(unit)
    break
  case 'start':
    for (const unit of units) await start(unit)
    break
  case 'disable':
    if (now) for (const unit of units) await stop(unit)
    break
  case 'stop':
    for (const unit of units) await stop(unit)
    break
  case 'restart':
    for (const unit of units) {
      await stop(unit)
      await start(unit)
    }
    break
  case 'status':
    for (const unit of units) status(unit)
    break
  default:
    throw new Error(`${verb}: not known here`)
}
