/**
 * Does what systemd/README.md says, command by command, on this machine, and fails where a reader would have failed:
 * `CI=true node --import=tsx test/service/readme-walkthrough.ts`, as root. The machine is not changed by it; systemctl is ours.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programPath } from './programs.ts'
import { enterRoom, roomFolder } from './room.ts'
import { systemdFolder } from './unit-file.ts'

if (process.env['CI'] !== 'true' || process.getuid?.() !== 0) {
  console.error('This makes a room with mounts of its own: only as root and with CI=true.')
  process.exit(2)
}

const root = join(import.meta.dirname, '../..')

enterRoom()
const stage = join(roomFolder, 'stage')
mkdirSync(stage)
chmodSync(stage, 0o755)
const checkout = join(stage, 'fiscal-bridge')
const tools = join(stage, 'bin')
mkdirSync(checkout)
mkdirSync(tools)

const tool = (name: string, text: string): void => {
  writeFileSync(join(tools, name), `#!/bin/sh\n${text}\n`)
  chmodSync(join(tools, name), 0o755)
}
if (programPath('sudo') === undefined) tool('sudo', 'exec "$@"')
else tool('sudo', `exec ${programPath('sudo')} env "PATH=$PATH" "$@"`)
// Packages that are there already are not asked of the network again: it is the program's installation that is rehearsed.
const aptGet = programPath('apt-get')
if (aptGet !== undefined) {
  tool(
    'apt-get',
    `[ "$1" = install ] || exit 0
for word in "$@"; do case "$word" in install|-*) continue;; esac
  dpkg-query -W -f='\${Status}' "$word" 2>/dev/null | grep -q ' installed$' || { ${aptGet} update && exec ${aptGet} "$@"; }
done`,
  )
}
const state = join(stage, 'state')
const loader = import.meta.resolve('tsx')
const shim = join(import.meta.dirname, 'systemctl.ts')
tool('systemctl', `SYSTEMCTL_STATE=${state} exec ${process.execPath} --import=${loader} ${shim} "$@"`)

// The checkout as somebody else would have it: what git knows of, as it stands here.
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root })
const present = files
  .toString()
  .split('\0')
  .filter((name) => name !== '' && existsSync(join(root, name)))
const packed = execFileSync('tar', ['-c', '-C', root, '--null', '-T', '-'], {
  input: present.join('\0'),
  maxBuffer: 2 ** 30,
})
execFileSync('tar', ['-x', '-C', checkout], { input: packed })

const readme = readFileSync(join(systemdFolder, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
const script = [
  'set -euo pipefail',
  ...blocks.map((block, at) => `echo "== block ${at + 1} of ${blocks.length}"\n${block}`),
].join('\n')

const shell = spawn('bash', ['-c', script], {
  cwd: checkout,
  env: { ...process.env, PATH: `${tools}:${process.env['PATH']}`, DEBIAN_FRONTEND: 'noninteractive' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
let output = ''
shell.stdout.setEncoding('utf8').on('data', (text: string) => {
  output += text
  process.stdout.write(text)
})
const [code] = await once(shell, 'close')

const expected = [/\{"UUID":"/, /"STATUS":"DONE"/, /"FISCAL_DOC_NUMBER":\d+/, /active \(running\)/, /Касс: 1/]
const lacking = expected.filter((pattern) => !pattern.test(output))
for (const pattern of lacking) console.error(`not seen: ${pattern}`)
if (code !== 0) {
  console.error(`a command failed (${code}); logs of the services:`)
  if (existsSync(state)) console.error(execFileSync('sh', ['-c', `tail -n 30 ${state}/*.log`]).toString())
}
process.exitCode = code === 0 && lacking.length === 0 ? 0 : 1
if (process.exitCode === 0) console.log(`${blocks.length} blocks of systemd/README.md done as written`)
