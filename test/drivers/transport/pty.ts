import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'

/** What a test says when it is skipped, or false. */
export const withoutSocat = spawnSync('socat', ['-V']).error === undefined ? false : 'socat is not installed'

/** A pair of pseudo-terminals joined by socat; `unplug` takes both away. */
export async function ptyPair(t: Test): Promise<{ a: string; b: string; unplug: () => void }> {
  const folder = t.testdir({})
  const [a, b] = [join(folder, 'a'), join(folder, 'b')]
  const socat = spawn('socat', [`pty,raw,echo=0,link=${a}`, `pty,raw,echo=0,link=${b}`])
  const unplug = (): void => {
    socat.kill()
  }
  t.teardown(unplug)
  for (let tries = 0; !(existsSync(a) && existsSync(b)); tries++) {
    if (tries > 500) throw new Error('socat made no pseudo-terminals')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { a, b, unplug }
}
