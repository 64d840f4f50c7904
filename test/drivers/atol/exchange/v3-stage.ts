import type { Task } from '../../../../drivers/atol/exchange/exchange.ts'
import { V3Exchange, type V3Options } from '../../../../drivers/atol/exchange/v3.ts'
import { fromHex } from '../../../../drivers/bytes.ts'
import { type MemoryLinkOptions, memoryLink } from '../../../../drivers/transport/memory.ts'
import { VirtualClock } from '../../../virtual-clock.ts'
import { V3Peer } from './v3-peer.ts'

export const task = (
  request: string,
  more: Partial<Task> & { needReply?: boolean } = {},
): Task & { needReply?: boolean } => ({
  name: request,
  request: fromHex(request),
  effect: 'write',
  timeoutMs: 10_000,
  ...more,
})
export const read = (request: string, more: Partial<Task> & { needReply?: boolean } = {}) =>
  task(request, { effect: 'read', ...more })

export function stage(options: Partial<V3Options> = {}, line: Partial<MemoryLinkOptions> = {}) {
  const clock = new VirtualClock()
  const [host, device] = memoryLink({ clock, ...line })
  const peer = new V3Peer(device, clock)
  const exchange = new V3Exchange({ link: host, clock, ...options })
  return { clock, peer, exchange, device, host }
}

/** The packet with a wrong sum. */
export const damaged = (packet: Uint8Array): Uint8Array => {
  const copy = packet.slice()
  copy[copy.length - 1] = (copy.at(-1) as number) ^ 1
  return copy
}
