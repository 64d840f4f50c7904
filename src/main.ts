#!/usr/bin/env node
/** The process: what the machine gives, signals and the exit code. Everything else is in `commands`. */
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdtemp, rm, stat, statfs } from 'node:fs/promises'
import { constants, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../drivers/clock.ts'
import { systemFiles } from '../drivers/files.ts'
import { systemHttp } from './base/system-http.ts'
import { readSecret } from './commands/cli/read-secret.ts'
import { runProgram } from './commands/program.ts'
import { runProgramHere } from './service/run-program.ts'
import { inheritedSockets } from './service/sockets.ts'

const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(128 + constants.signals[signal])
    stopping.abort()
  })
}

// Whoever read our output may leave early (`… | head`); a daemon goes on without its reader.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

async function copyOwner(path: string, like: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const [is, wanted] = await Promise.all([stat(path), stat(like)])
  if (is.uid !== wanted.uid || is.gid !== wanted.gid) await chown(path, wanted.uid, wanted.gid)
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'fiscal-bridge-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  userName: userInfo().username,
  cwd: process.cwd(),
  // `src` in a checkout, `dist/src` when built.
  packageFolder: join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '..' : '../..'),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  clock: systemClock,
  files: systemFiles,
  modeOf: async (path) => (await stat(path)).mode,
  copyOwner,
  copyMode: async (path, like) => chmod(path, (await stat(like)).mode & 0o777),
  freeBytes,
  http: systemHttp,
  readSecret: (question) => readSecret(process.stdin, process.stderr, question),
  random: randomBytes,
  temporaryFolder,
  pid: process.pid,
  sockets: inheritedSockets(process.env, process.pid),
  run: runProgramHere,
  onReload: (action) => {
    process.on('SIGHUP', action)
  },
  stopping: stopping.signal,
  exitWith: (code) => {
    process.exitCode = code
  },
})
// A device call that takes minutes must not delay the end: what it prints is on disk and is settled at the next start.
process.exit()
