import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Output } from './host.ts'

/**
 * Reads one line that must not be shown: from a terminal without an echo, after `question`; from a pipe as it comes. ''
 * when the input ends without one.
 */
export function readSecret(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: Output,
  question: string,
): Promise<string> {
  const terminal = input.isTTY === true
  if (terminal) output.write(`${question}: `)
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: mute, terminal })
  return new Promise((resolve) => {
    let line = ''
    lines.once('line', (text) => {
      line = text
      lines.close()
    })
    lines.once('SIGINT', () => {
      lines.close()
      process.kill(process.pid, 'SIGINT')
    })
    lines.once('close', () => {
      if (terminal) output.write('\n')
      resolve(line)
    })
  })
}
