import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { systemClock } from '../../drivers/clock.ts'
import { systemFiles } from '../../drivers/files.ts'
import { silentLog } from '../../drivers/log.ts'
import { serveTcp } from '../../drivers/simulator/server.ts'
import { openSimulator } from '../../drivers/simulator/simulator.ts'
import type { Report } from './report.ts'
import { tenLines } from './ten-lines.ts'

const receipts = 200

const built = (path: string): string => pathToFileURL(join(import.meta.dirname, '../../dist/drivers', path)).href

/** A process with nothing but the driver in it, as built: prints and tells its memory. */
const program = (port: number): string => `
  import { AtolRegister } from ${JSON.stringify(built('atol/register.js'))}
  import { systemClock } from ${JSON.stringify(built('clock.js'))}
  import { silentLog } from ${JSON.stringify(built('log.js'))}
  import { openTcp } from ${JSON.stringify(built('transport/tcp.js'))}
  const receipt = JSON.parse(process.argv[1], (_, value) => /^\\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value)
  const open = () => openTcp('127.0.0.1', ${port}, { clock: systemClock })
  const register = new AtolRegister({ open, protocol: 'v3', clock: systemClock, log: silentLog, zone: '+03:00' })
  await register.openShift()
  for (let number = 0; number < ${receipts}; number += 1) {
    await register.print(receipt, { baseline: await register.baseline(), attempt: 1, beforeClosing: async () => undefined })
  }
  console.log(process.memoryUsage.rss())
  register.close()`

const withBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)

/** Resident memory of a process that has the driver alone and has printed some hundred receipts over TCP. */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fiscal-bridge-bench-'))
  const common = { clock: systemClock, log: silentLog, zone: '+03:00' }
  const simulator = await openSimulator({ ...common, folder, files: systemFiles })
  const server = await serveTcp(simulator, 0)
  try {
    const receipt = JSON.stringify(tenLines(1), withBigints)
    const words = ['--input-type=module', '-e', program(server.port), receipt]
    const { stdout } = await promisify(execFile)(process.execPath, words)
    report('driver.rss_mb', Number(stdout) / 1e6, 'MB')
  } finally {
    await server.close()
    await simulator.close()
    await rm(folder, { recursive: true, force: true })
  }
}
