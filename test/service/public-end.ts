import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { programPath } from './programs.ts'
import { execStart, systemdFolder } from './unit-file.ts'

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** What the public end of a shop's tunnel runs, and the shop's ssh: real programs, own settings, all on loopback. */
export interface PublicEnd {
  /** Where Bitrix24 calls. */
  readonly address: string
  readonly startTunnel: () => Promise<void>
  /** Ends the tunnel as a cut cable would: without a word. */
  readonly cutTunnel: () => Promise<void>
  readonly fallbackLog: () => string
  readonly accessLog: () => string
  readonly errorLog: () => string
  readonly close: () => Promise<void>
}

const shipped = (path: string): string => readFileSync(join(systemdFolder, path), 'utf8')

/** nginx with the snippet as it is shipped: only ports and log folder are moved. */
function nginxSettings(folder: string, port: number, tunnelPort: number): string {
  const moved = (path: string): string =>
    shipped(path).replaceAll('127.0.0.1:15400', `127.0.0.1:${tunnelPort}`).replaceAll('/var/log/nginx/', `${folder}/`)
  writeFileSync(join(folder, 'http.conf'), moved('edge/nginx-fiscal-bridge-http.conf'))
  writeFileSync(join(folder, 'snippet.conf'), moved('edge/nginx-fiscal-bridge.conf'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n')
  return `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log info;
events {}
http { access_log off; ${temporary}
  include ${folder}/http.conf;
  server { listen 127.0.0.1:${port}; location / { return 404; } include ${folder}/snippet.conf; }
}
`
}

/** sshd for the user who runs this, with the limits that are shipped for the tunnel's account. */
function sshdSettings(folder: string, port: number, tunnelPort: number): string {
  const limits = shipped('edge/sshd-fiscal-bridge.conf')
    .replace('Match User fiscal-tunnel', `Match User ${userInfo().username}`)
    .replaceAll('127.0.0.1:15400', `127.0.0.1:${tunnelPort}`)
  return `Port ${port}
ListenAddress 127.0.0.1
HostKey ${folder}/host_key
AuthorizedKeysFile ${folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
${limits}`
}

async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(500) })
      return
    } catch (error) {
      const refused = (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED'
      if (!refused) return
      await wait(50)
    }
  }
  throw new Error(`nobody listens on ${port}`)
}

/** Starts nginx and sshd; the tunnel leads to `shopPort`. */
export async function startPublicEnd(shopPort: number): Promise<PublicEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'fiscal-bridge-edge-'))
  const [port, sshPort, tunnelPort] = [await freePort(), await freePort(), await freePort()]
  const key = (name: string): string => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'shop', '-f', join(folder, name)])
    return readFileSync(join(folder, `${name}.pub`), 'utf8').trim()
  }
  const host = key('host_key')
  const limits = `restrict,port-forwarding,permitlisten="127.0.0.1:${tunnelPort}"`
  writeFileSync(join(folder, 'authorized_keys'), `${limits} ${key('key')}\n`)
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${sshPort} ${host}\n`)
  writeFileSync(join(folder, 'sshd.conf'), sshdSettings(folder, sshPort, tunnelPort))
  writeFileSync(join(folder, 'nginx.conf'), nginxSettings(folder, port, tunnelPort))
  writeFileSync(
    join(folder, 'edge.conf'),
    `Host edge
  HostName 127.0.0.1
  Port ${sshPort}
  User ${userInfo().username}
  IdentityFile ${folder}/key
  RemoteForward 127.0.0.1:${tunnelPort} 127.0.0.1:${shopPort}
`,
  )
  chmodSync(folder, 0o700)
  // Where sshd drops its privileges, when it has some.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })

  const children: ChildProcess[] = []
  let noise = ''
  const run = (words: readonly string[]): ChildProcess => {
    const [program = '', ...args] = words
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      noise += text
    })
    children.push(child)
    return child
  }
  const end = async (child: ChildProcess | undefined): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    // Not 'close': a session's own process keeps sshd's stderr for a moment.
    await once(child, 'exit')
    child.stderr?.destroy()
  }
  run([programPath('sshd') ?? 'sshd', '-D', '-e', '-f', join(folder, 'sshd.conf')])
  run([programPath('nginx') ?? 'nginx', '-p', folder, '-c', join(folder, 'nginx.conf')])
  await listens(port)
  await listens(sshPort)

  const command = (await execStart('fiscal-bridge-tunnel@.service', 'edge')).map((word) =>
    word.replaceAll('/etc/fiscal-bridge-tunnel', folder),
  )
  let tunnel: ChildProcess | undefined
  const startTunnel = async (): Promise<void> => {
    // The unit starts ssh again and again; the port may still belong to the session that was cut.
    for (let tries = 0; tries < 20; tries += 1) {
      tunnel = run(command)
      const failed = once(tunnel, 'exit').then(() => 'failed')
      const up = listens(tunnelPort).then(() => 'up')
      if ((await Promise.race([failed, up])) === 'up' && tunnel.exitCode === null) return
      await wait(250)
    }
    throw new Error(`no tunnel: ${noise}`)
  }
  const log = (name: string): string => readFileSync(join(folder, name), 'utf8')
  return {
    address: `http://127.0.0.1:${port}`,
    startTunnel,
    cutTunnel: () => end(tunnel),
    fallbackLog: () => log('fiscal-bridge-fallback.log'),
    accessLog: () => log('fiscal-bridge.log'),
    errorLog: () => log('error.log'),
    async close() {
      for (const child of children.reverse()) await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
