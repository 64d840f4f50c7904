import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningBridge, spawnBridge } from '../bridge-process.ts'

/** The example's settings, as far as a measurement may want others. */
export interface ExampleConfig {
  readonly registers: readonly object[]
  readonly bitrix24: { readonly password: string }
}

/**
 * Runs a measurement against the built daemon as a process of its own, in a folder that is gone afterwards: with the example's
 * settings and what `changed` makes of them.
 */
export async function withBridge(
  changed: (example: ExampleConfig) => object | Promise<object>,
  measure: (bridge: RunningBridge, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-bench-'))
  try {
    const example = JSON.parse(await readFile(join(import.meta.dirname, '../../config.example.json'), 'utf8'))
    const settings = { ...example, data: join(folder, 'data'), logLevel: 'error', ...(await changed(example)) }
    const path = join(folder, 'config.json')
    await writeFile(path, JSON.stringify(settings))
    const bridge = await spawnBridge('dist', path)
    try {
      await measure(bridge, folder)
    } finally {
      // The receipts that wait are of no interest any more.
      bridge.child.kill('SIGKILL')
      await bridge.finished
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The example's first register, with another connection. */
export const withConnection = ({ registers }: ExampleConfig, connection: object): object => ({
  registers: [{ ...registers[0], connection }],
})
