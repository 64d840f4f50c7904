import { PassThrough } from 'node:stream'
import { systemFiles } from '../../../drivers/files.ts'
import type { Host } from '../../../src/commands/cli/host.ts'
import { VirtualClock } from '../../virtual-clock.ts'

export interface Captured {
  readonly host: Host
  readonly stdout: () => string
  readonly stderr: () => string
  readonly exitCode: () => number
}

function collected() {
  const stream = new PassThrough()
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return { stream, text: () => text }
}

/** A host whose output and exit code can be looked at. */
export function captureHost(more: Partial<Host> = {}): Captured {
  const out = collected()
  const err = collected()
  let exitCode = 0
  const host: Host = {
    stdout: out.stream,
    stderr: err.stream,
    env: {},
    userName: 'tester',
    cwd: '/nowhere',
    packageFolder: process.cwd(),
    timeZone: 'Europe/Moscow',
    clock: new VirtualClock(),
    files: systemFiles,
    modeOf: async () => 0o600,
    copyOwner: async () => undefined,
    copyMode: async () => undefined,
    freeBytes: async () => 10_000_000_000,
    http: () => Promise.reject(new Error('no network')),
    readSecret: async () => '',
    random: (size) => new Uint8Array(size),
    temporaryFolder: async () => ({ path: '/nowhere', remove: async () => undefined }),
    pid: 4321,
    sockets: {},
    run: async () => ({ code: 127, stdout: '', stderr: '' }),
    onReload: () => undefined,
    stopping: new AbortController().signal,
    exitWith: (code) => {
      exitCode = code
    },
    ...more,
  }
  return { host, stdout: out.text, stderr: err.text, exitCode: () => exitCode }
}
