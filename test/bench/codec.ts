import { encodeHostMessage } from '../../drivers/atol/frame/task-buffer.ts'
import { BlockReceiver, encodeBlock, maxReplyLength } from '../../drivers/atol/frame/v2.ts'
import { encodePacket, V3Decoder } from '../../drivers/atol/frame/v3.ts'
import { percentile } from './percentile.ts'
import type { Report } from './report.ts'

/** As long as the command that registers a line of a receipt; every value of a byte, so that some are escaped. */
const bodies = Array.from({ length: 256 }, (_, first) =>
  Uint8Array.from({ length: 96 }, (_, at) => (first + at * 7) % 256),
)
const size = bodies.reduce((sum, body) => sum + body.length, 0)
const rounds = 40
const repeats = 7

function v3(): number {
  const decoder = new V3Decoder()
  let decoded = 0
  for (const [index, body] of bodies.entries()) {
    const packet = encodePacket(index % 224, encodeHostMessage({ kind: 'add', flags: 1, task: index % 224, body }))
    for (const event of decoder.push(packet)) if (event.kind === 'frame') decoded += 1
  }
  return decoded
}

function v2(): number {
  const receiver = new BlockReceiver()
  let decoded = 0
  for (const body of bodies) {
    receiver.reset()
    for (const byte of encodeBlock(body, maxReplyLength).subarray(1)) {
      if (receiver.push(byte)?.kind === 'block') decoded += 1
    }
  }
  return decoded
}

/** Millions of bytes of commands a second, encoded and decoded again: the median of some repeats. */
function speed(codec: () => number): number {
  const speeds: number[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const from = performance.now()
    for (let round = 0; round < rounds; round += 1) {
      if (codec() !== bodies.length) throw new Error('not everything was decoded')
    }
    speeds.push((size * rounds) / (performance.now() - from) / 1000)
  }
  return percentile(speeds, 0.5)
}

/** How fast frames are encoded and decoded: v3 (packets of the task buffer), and v2 (blocks). */
export async function run(report: Report): Promise<void> {
  report('codec.mb_s', speed(v3), 'MB/s')
  report('codec.v2_mb_s', speed(v2), 'MB/s')
}
