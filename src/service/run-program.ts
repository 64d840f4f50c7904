import { execFile } from 'node:child_process'

/** How another program ended. */
export interface Ran {
  /** Exit code; 127 when there is no such program. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs another program to its end, without a shell. Never rejects. */
export type RunProgram = (words: readonly [program: string, ...args: string[]]) => Promise<Ran>

/** Programs that this package asks for small services answer in seconds; one that hangs must not hang us, ms. */
const timeoutMs = 30_000

/** Runs programs of the real machine, with this process's environment. */
export const runProgramHere: RunProgram = ([program, ...args]) =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: timeoutMs }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
      resolve({ code, stdout, stderr })
    })
  })
