/**
 * The way of a ten-line receipt over the wire, on real time, its processor time included: `print` from its first byte to the
 * proven document, on a simulated register whose own time is 0. Medians; each ratio is measured in one run.
 */
import { AtolRegister } from '../../drivers/atol/register.ts'
import { silentLog } from '../../drivers/log.ts'
import { openSimulator } from '../../drivers/simulator/simulator.ts'
import type { Link } from '../../drivers/transport/link.ts'
import { MemoryDisk } from '../memory-disk.ts'
import { percentile } from './percentile.ts'
import { plainRegister } from './plain-register.ts'
import { preciseClock } from './precise-clock.ts'
import type { Report } from './report.ts'
import { tenLines } from './ten-lines.ts'
import { WireRecord } from './wire-limit.ts'

const baud = 115_200
const roundTripMs = 5
const receipts = 15
const warmUp = 5
/** Whatever else the machine does only ever adds time: ratios to a limit are those of its quieter moments. */
const quiet = 0.75
/** Of the two drivers that take turns, one of which is slow. */
const turns = 5
const turnsWarmUp = 2

interface Line {
  readonly baud?: number
  readonly latencyMs?: number
  /** One command at a time. */
  readonly plain?: true
}

interface Stand {
  readonly record: WireRecord
  /** ms of one receipt. */
  print(number: number): Promise<number>
  close(): Promise<void>
}

/** A link that is listened to. */
const tapped = (link: Link, record: WireRecord): Link => ({
  name: link.name,
  closed: link.closed,
  close: () => link.close(),
  send(bytes) {
    record.sent(bytes)
    link.send(bytes)
  },
  receive(listener) {
    link.receive((bytes) => {
      record.received(bytes)
      listener(bytes)
    })
  },
})

async function openStand({ baud, latencyMs = 0, plain }: Line): Promise<Stand> {
  const record = new WireRecord()
  const common = { clock: preciseClock, log: silentLog, zone: '+03:00' }
  const simulator = await openSimulator({
    ...common,
    folder: '/register',
    files: new MemoryDisk().mount(),
    ...(baud !== undefined && { baud }),
  })
  const driver = { ...common, open: async () => tapped(simulator.connect({ latencyMs }), record) }
  const register = plain === true ? plainRegister(driver) : new AtolRegister({ ...driver, protocol: 'v3' })
  await register.openShift()
  return {
    record,
    async print(number) {
      const baseline = await register.baseline()
      record.begin()
      const from = performance.now()
      await register.print(tenLines(number), { baseline, attempt: 1, beforeClosing: async () => undefined })
      return performance.now() - from
    },
    async close() {
      register.close()
      await simulator.close()
    },
  }
}

const median = (values: readonly number[]): number => percentile(values, 0.5)

async function limits(report: Report): Promise<void> {
  const stand = await openStand({ baud })
  const [paths, duplex, times]: [number[], number[], number[]] = [[], [], []]
  for (let number = 0; number < warmUp + receipts; number += 1) {
    const ms = await stand.print(number)
    if (number < warmUp) continue
    const least = stand.record.limits(baud)
    paths.push(least.path / ms)
    duplex.push(least.duplex / ms)
    times.push(ms)
  }
  const [sent, received] = stand.record.limits(baud).bytes
  await stand.close()
  report('wire.limit_ratio', percentile(paths, quiet), 'ratio')
  report('wire.duplex_ratio', percentile(duplex, quiet), 'ratio')
  report('wire.receipt_ms', median(times), 'ms')
  report('wire.bytes_sent', sent, 'bytes')
  report('wire.bytes_received', received, 'bytes')
}

/**
 * Against the same driver with one command at a time: added, waited for, acknowledged, as clients of this protocol do. Both take turns, so that
 * whatever else the machine does hits both.
 */
async function speedup(report: Report): Promise<void> {
  const line = { latencyMs: roundTripMs / 2 }
  const plain = await openStand({ ...line, plain: true })
  const ours = await openStand(line)
  const ratios: number[] = []
  for (let number = 0; number < turnsWarmUp + turns; number += 1) {
    const ratio = (await plain.print(number)) / (await ours.print(number))
    if (number >= turnsWarmUp) ratios.push(ratio)
  }
  await plain.close()
  await ours.close()
  report('wire.speedup', median(ratios), 'ratio')
}

/** Ten lines over 115200 baud against what the line allows; and over a 5 ms round trip against one command at a time. */
export async function run(report: Report): Promise<void> {
  await limits(report)
  await speedup(report)
}
