import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

const root = join(import.meta.dirname, '..')
/** How each build of the program is run: sources for tests, which must not depend on a build; `dist` for measurements. */
const entries = {
  src: ['--import', import.meta.resolve('tsx'), join(root, 'src/main.ts')],
  dist: [join(root, 'dist/src/main.js')],
} as const

export interface ProcessOptions {
  readonly entry: keyof typeof entries
  readonly words: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** A listening socket to hand over as PID 1 would: descriptor 3, LISTEN_FDS, LISTEN_PID. */
  readonly socket?: number
}

/** The shell becomes the program, so that its own process id is the one that LISTEN_PID names. */
const withSocket = 'LISTEN_FDS=1 LISTEN_FDNAMES=public LISTEN_PID=$$ exec "$@"'

export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningProgram {
  readonly child: ChildProcess
  /** Everything it wrote and how it ended, once it ended. */
  readonly finished: Promise<Finished>
  /** Resolves with the first line of stdout that matches; rejects when the program ends without one. */
  readonly line: (pattern: RegExp) => Promise<RegExpExecArray>
  /** The same, of lines that are still to come. */
  readonly nextLine: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Ends it at once, and waits until nothing of it touches its folder any more. */
  readonly kill: () => Promise<Finished>
}

/** Runs the program as a process of its own. The caller ends it. */
export function spawnProgram({ entry, words, cwd = root, env = {}, socket }: ProcessOptions): RunningProgram {
  const command = [process.execPath, ...entries[entry], ...words]
  const [program = '', ...args] = socket === undefined ? command : ['sh', '-c', withSocket, 'sh', ...command]
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(socket === undefined ? [] : [socket])],
  }) as ChildProcessByStdio<null, Readable, Readable>
  const lines: string[] = []
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const finished = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout: lines.join('\n'),
    stderr,
  }))
  const find = (pattern: RegExp, from: readonly string[]): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (text: string): void => {
        const match = pattern.exec(text)
        if (match !== null) resolve(match)
      }
      from.forEach(look)
      reader.on('line', look)
      finished.then(() => reject(new Error(`ended without ${pattern}: ${lines.join('\n')}\n${stderr}`)), reject)
    })
  const line = (pattern: RegExp) => find(pattern, lines)
  const nextLine = (pattern: RegExp) => find(pattern, [])
  const kill = (): Promise<Finished> => {
    child.kill('SIGKILL')
    return finished
  }
  return { child, finished, line, nextLine, kill }
}

export interface RunningBridge extends RunningProgram {
  readonly publicAddress: string
  readonly adminAddress: string
  /** Asks it to end, and waits until it did. */
  readonly stop: () => Promise<Finished>
}

/** `fiscal-bridge start` on free ports, once it listens. */
export async function spawnBridge(
  entry: ProcessOptions['entry'],
  config: string,
  words: readonly string[] = [],
  more: Pick<ProcessOptions, 'env' | 'socket'> = {},
): Promise<RunningBridge> {
  const ports = ['--port', '0', '--admin-port', '0']
  const program = spawnProgram({ entry, words: ['start', '--config', config, ...ports, ...words], ...more })
  const [, publicAddress = '', adminAddress = ''] = await program.line(
    /^fiscal-bridge listening: public (\S+) admin (\S+)$/,
  )
  const stop = (): Promise<Finished> => {
    program.child.kill('SIGTERM')
    return program.finished
  }
  return { ...program, publicAddress, adminAddress, stop }
}
