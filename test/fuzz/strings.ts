import { encodeRequest } from '../../drivers/atol/commands/command.ts'
import { commands } from '../../drivers/atol/commands/table.ts'
import { encodeHostMessage } from '../../drivers/atol/frame/task-buffer.ts'
import { control, encodeBlock } from '../../drivers/atol/frame/v2.ts'
import { encodePacket, lastHostId } from '../../drivers/atol/frame/v3.ts'
import { fromHex } from '../../drivers/bytes.ts'
import { samples } from '../drivers/atol/commands/samples.ts'
import type { Random } from './random.ts'

export type Protocol = 'v3' | 'v2'

/** Reboot and power off are commands like any other, only of no use here. */
const used = commands.filter(({ code }) => code[0] !== 0xce)

/** A good request of every command. */
const requests: readonly Uint8Array[] = used.map((command) => {
  const { request, requestHex } = samples[command.name] ?? {}
  return requestHex === undefined ? encodeRequest(command, (request ?? {}) as never) : fromHex(requestHex)
})

/** With these a shift opens and receipts go on, so that noise meets the register in every state. */
const leading = ['48', '56 01 00 00 00 30', '9A 00', '92 00 01', 'EA 00 01 00', '59', '4A 00 01 00 00 00 00 00'].map(
  fromHex,
)

/** A command behind the access password: one that leads somewhere, a good one, or one with parameters that nobody meant. */
function body(random: Random): Uint8Array {
  const request = [
    () => random.pick(leading),
    () => random.pick(requests),
    () => Uint8Array.of(...random.pick(used).code, ...random.bytes(random.next(24))),
  ][random.next(3)]?.() as Uint8Array
  return Uint8Array.of(0, 0, ...request)
}

/** Bytes with which a host could begin. */
const frames: Readonly<Record<Protocol, (random: Random) => Uint8Array>> = {
  v3: (random) => {
    const task = random.next(0xe0)
    const message = random.pick([
      { kind: 'add', flags: random.next(8), task, body: body(random) },
      { kind: 'add', flags: 1, task, body: body(random) },
      { kind: 'ack', task },
      { kind: 'req', task },
      { kind: 'abort' },
    ] as const)
    return encodePacket(random.next(lastHostId + 1), encodeHostMessage(message))
  },
  v2: (random) => Uint8Array.of(control.enq, ...encodeBlock(body(random)), control.eot),
}

function harmed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.next(bytes.length)
  switch (random.next(4)) {
    case 0:
      return bytes.subarray(0, at)
    case 1:
      return Uint8Array.of(...bytes.subarray(0, at), random.next(256), ...bytes.subarray(at))
    case 2:
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << random.next(8)) : byte))
    default:
      return Uint8Array.of(...bytes.subarray(at), ...bytes.subarray(0, at))
  }
}

/** Half of them noise, the others a host's bytes, good ones and harmed ones. */
export function randomString(protocol: Protocol, random: Random): Uint8Array {
  const kind = random.next(4)
  if (kind < 2) return random.bytes(1 + random.next(48))
  const frame = frames[protocol](random)
  return kind === 2 ? frame : harmed(frame, random)
}
